/** What a function needs of its arguments, and what unit its value has. */
export interface Builtin {
  readonly doc: string;
  /** Least and most arguments. */
  readonly arity: readonly [least: number, most: number];
  /**
   * `same`: all arguments and the value share one unit. `pure`: arguments and value are pure numbers.
   * `root`: the value's unit squared is the argument's. `initial`, `change`: see their docs.
   */
  readonly units: 'same' | 'pure' | 'root' | 'initial' | 'change';
}

/** The functions that equations may call. Nothing else is let through to the engine. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  min: { doc: 'The least of its arguments, or over a dimension.', arity: [1, 8], units: 'same' },
  max: { doc: 'The greatest of its arguments, or over a dimension.', arity: [1, 8], units: 'same' },
  abs: { doc: 'The distance from zero.', arity: [1, 1], units: 'same' },
  exp: { doc: 'e to the power of a pure number.', arity: [1, 1], units: 'pure' },
  log: { doc: 'The natural logarithm of a pure number.', arity: [1, 1], units: 'pure' },
  sqrt: { doc: 'The square root.', arity: [1, 1], units: 'root' },
  initial: { doc: 'The value that a variable has at the start of the run.', arity: [1, 1], units: 'initial' },
  change: { doc: 'The net flow of a stock: what it gains in a year.', arity: [1, 1], units: 'change' },
};

/** Names that stand for the run's clock: years since the start, the step in years, 1 in the first step of a financial year. */
export const CLOCK_NAMES = ['time', 'dt', 'new_year'] as const;

/** Words that an equation reads as something other than a name. */
export const SYNTAX_WORDS: readonly string[] = [
  'and',
  'or',
  'not',
  'in',
  'true',
  'false',
  'null',
  'undefined',
];

/** How an outcome reads a variable over a window of time. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, string>> = {
  total: 'what flowed in the window (a rate times time)',
  discounted:
    'what flowed in the window, each step over (1 + a yearly rate) once for every whole year since the start of the run',
  mean: 'the average over the window',
  at_start: 'the value at the start of the window',
  at_end: 'the value at the end of the window',
};
