import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { EquationText } from '../model/spec.ts';
import type { IndexSet } from './checked.ts';
import type { Scope } from './scope.ts';

/** Characters of equations; numbers, and terms of equations, once written out for every element. The treatment model has a seventh at most. */
const MAX_TEXT = 150_000;
const MAX_CELLS = 30_000;
const MAX_TERMS = 200_000;

/** How much a model comes to: a short text can ask for more than any machine holds. What is too much is told once. */
export class ModelSize {
  private readonly faults: Faults;
  private text = 0;
  private cells = 0;
  private terms = 0;

  constructor(faults: Faults) {
    this.faults = faults;
  }

  /** Whether an equation can be had beside those before it. */
  takesText({ value, place }: EquationText): boolean {
    if (this.text > MAX_TEXT) return false;
    this.text += value.length;
    if (this.text <= MAX_TEXT) return true;
    this.faults.error(
      'check/too-large',
      place,
      `with this the equations come to more than ${MAX_TEXT} characters`,
    );
    return false;
  }

  /** Whether a variable over these sets can be had beside those before it. @param times how many numbers an element has */
  takes(over: readonly IndexSet[], times: number, place: Place): boolean {
    const own = times * cellCount(over);
    if (this.cells + own <= MAX_CELLS) {
      this.cells += own;
      return true;
    }
    this.faults.error(
      'check/too-large',
      place,
      own > MAX_CELLS
        ? `this comes to ${own} numbers; a model has at most ${MAX_CELLS}`
        : `with this the model comes to more than ${MAX_CELLS} numbers`,
    );
    return false;
  }

  /** Counts a name or number of an equation, once for every element of every index around it. */
  addTerm(scope: Scope, place: Place): void {
    if (this.terms > MAX_TERMS) return;
    this.terms += cellCount(scope.map(b => b.set));
    if (this.terms > MAX_TERMS)
      this.faults.error(
        'check/too-large',
        place,
        `written out for every element, the equations come to more than ${MAX_TERMS} terms`,
        'sum over fewer dimensions at once',
      );
  }
}

const cellCount = (over: readonly IndexSet[]): number => over.reduce((n, set) => n * set.members.length, 1);
