import type { Place } from '../../diagnostics/diagnostic.ts';
import { countOf } from '../../report/blocks.ts';
import type { GridAxis } from '../../scenario/claim-spec.ts';
import type { SourceScalar } from '../../source/yaml.ts';
import { badFile } from '../disk/files.ts';

const EXAMPLE = 'for example --vary handoff_loss=0..0.3/4, or --vary arms.cut.funding.1.cut=5%,10%,20%';
const MOST_VALUES = 20;

/** `from..to/number of values`, each end with its unit: `5%..30%/6`, `1 year..5 years/5`. */
const RANGE = /^(-?\d+(?:\.\d+)?)([^\d.].*)?\.\.(-?\d+(?:\.\d+)?)([^\d.].*)?\/(\d+)$/;
/** A plain number, as YAML would read it. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** What `--vary` asks for: things with the same values, and the values as they would be written in the file. */
export function parseVary(asked: string): GridAxis {
  const at = asked.indexOf('=');
  const names = asked
    .slice(0, Math.max(0, at))
    .split('+')
    .map(n => n.trim())
    .filter(Boolean);
  if (names.length === 0)
    throw badFile('cli/vary', `--vary ${asked} does not say what to vary, and over what`, EXAMPLE);
  const values = valuesOf(asked.slice(at + 1).trim(), asked);
  checkCount(values.length, asked);
  const place: Place = { file: `--vary ${asked}`, line: 1, column: 1, length: asked.length };
  return {
    label: names[0]!,
    vary: names.map(value => ({ value, place })),
    over: values.map(text => scalar(text, place)),
  };
}

const scalar = (text: string, place: Place): SourceScalar => ({
  kind: 'scalar',
  place,
  value: NUMBER.test(text) ? Number(text) : text,
  text,
});

function valuesOf(text: string, asked: string): string[] {
  if (!text.includes('..'))
    return text
      .split(',')
      .map(v => v.trim())
      .filter(Boolean);
  const [, from, , to, unit = '', count] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw badFile('cli/vary', `--vary ${asked}: "${text}" is not from..to/number of values`, EXAMPLE);
  // Before they are made: there may be a thousand million.
  checkCount(Number(count), asked);
  return Array.from({ length: Number(count) }, (_, i) => {
    const value = Number(from) + ((Number(to) - Number(from)) * i) / (Number(count) - 1);
    const rounded = Number(value.toPrecision(12));
    // As people write it: 1 year, 2 years.
    return `${rounded}${rounded === 1 ? unit.replace(/^( \w+)s$/, '$1') : unit}`;
  });
}

function checkCount(values: number, asked: string): void {
  if (values >= 2 && values <= MOST_VALUES) return;
  throw badFile(
    'cli/vary',
    `--vary ${asked} has ${countOf(values, 'value')}; expected 2 to ${MOST_VALUES}`,
    EXAMPLE,
  );
}
