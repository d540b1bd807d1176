import type { KeptInputs } from './inputs.ts';

/** What a folder of results has kept of all that was read. */
export const INPUTS = 'inputs.json';

/** How a result was asked for, and all that was read for it. */
export interface HowAsked {
  /** A scenario, or a folder of them, as it was typed. */
  readonly file: string;
  readonly options: object;
  readonly kept: KeptInputs;
}

const COMMANDS = ['run', 'compare', 'batch'] as const;

/** What a manifest says of how its folder can be repeated. */
export interface Repeatable {
  readonly command: (typeof COMMANDS)[number];
  readonly file: string;
  /** As they were typed, but for those that change no number. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Options that say where to and how to tell, not what. */
const TELLING = new Set(['out', 'resume', 'json', 'csv', 'color', 'all', 'by', 'workers']);

/** How to repeat what was asked for, for a manifest. */
export const repeatableOf = (command: Repeatable['command'], { file, options }: HowAsked): Repeatable => ({
  command,
  file,
  options: Object.fromEntries(Object.entries(options).filter(([name]) => !TELLING.has(name))),
});

/** All that was read, for a folder. */
export const inputsFile = ({ kept }: HowAsked): Readonly<Record<string, string>> => ({
  [INPUTS]: `${JSON.stringify(kept, null, 2)}\n`,
});

/** Whether a manifest says it in a form that can be followed. */
export function isRepeatable({ command, file, options }: Repeatable): boolean {
  const isText = (x: unknown): boolean => typeof x === 'string';
  const isOption = (x: unknown): boolean => isText(x) || x === true || (Array.isArray(x) && x.every(isText));
  return (
    COMMANDS.includes(command) &&
    isText(file) &&
    typeof options === 'object' &&
    options !== null &&
    Object.values(options).every(isOption)
  );
}
