import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import type { Adopt } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/**
 * Writes how far each practice reaches and who pays for it, one adoption after the other by date: the later one takes
 * the place of the earlier, growing over from the reach it finds.
 */
export function applyPractices(adoptions: readonly Adopt[], inputs: Inputs, faults: Faults): void {
  const known = inputs.elements('practice');
  const ordered = [...adoptions].sort((a, b) => inputs.stepOf(a.from) - inputs.stepOf(b.from));
  for (const { practice, reach, from: date, over, for: span, money } of ordered) {
    if (!known.includes(practice.value)) {
      faults.error(
        'scenario/unknown-practice',
        practice.place,
        `"${practice.value}" is not a practice of the model`,
        suggest(practice.value, known) ?? `expected one of: ${known.join(', ')}`,
      );
      continue;
    }
    const from = inputs.stepOf(date);
    inputs.ramp(inputs.path('practice_reach', practice.value), from, over, () => reach);
    if (span !== undefined)
      inputs.change(
        inputs.path('practice_reach', practice.value),
        from + inputs.stepsIn(span),
        undefined,
        () => 0,
      );
    inputs.change(inputs.path('practice_new_money', practice.value), from, undefined, () =>
      money === 'new' ? 1 : 0,
    );
  }
}
