import { type Faults, nearestName } from '../../diagnostics/diagnostic.ts';
import {
  list,
  mapOf,
  number,
  optional,
  record,
  required,
  type Shape,
  text,
  wholeNumber,
} from '../../source/shape.ts';
import { readYaml } from '../../source/yaml.ts';
import { foldLabel } from './labels.ts';
import { periodShape } from './period-shape.ts';

/** What is published for one authority of England, whether or not it has a full export. */
export interface Authority {
  /** Absent where the statistics have none for it. */
  readonly code?: string;
  readonly name: string;
  /** Adults dependent on alcohol, in the period. */
  readonly need: number;
  /** Adults in treatment in the period for alcohol, with or without non-opiates; rounded to 5. */
  readonly treatment: number;
  /** Deaths from drug poisoning in all the years together; absent where none are published for its boundaries. */
  readonly deaths?: number;
  readonly note?: string;
}

/** What is published for all of them. */
export interface Authorities {
  /** The financial year of need and treatment. */
  readonly period: string;
  /** The first and the last year in which the deaths were registered. */
  readonly deaths_from: number;
  readonly deaths_to: number;
  readonly sources: { readonly alcohol: string; readonly deaths: string };
  /** England as a whole. */
  readonly england: { readonly need: number; readonly treatment: number; readonly deaths: number };
  /** Names that are in the statistics and no longer exist, each with those that followed. */
  readonly discontinued: ReadonlyMap<string, readonly string[]>;
  readonly authorities: readonly Authority[];
}

const people = number({ least: 0 });
const counts = {
  need: required(people, 'Adults dependent on alcohol, in the period.'),
  treatment: required(people, 'Adults in treatment for alcohol, with or without non-opiates, in the period.'),
};
const deaths = 'Deaths from drug poisoning in all the years together.';
const year = wholeNumber(1993, 2100);

const authority: Shape<Authority> = record('an authority', {
  code: optional(text, 'Its official code.'),
  name: required(text, 'Its name, as the statistics have it.'),
  ...counts,
  deaths: optional(people, deaths),
  note: optional(text, 'What a reader should know of these numbers.'),
});

const shape: Shape<Authorities> = record('a table of authorities', {
  period: required(periodShape, 'The financial year of need and treatment.'),
  deaths_from: required(year, 'The first year in which the deaths were registered.'),
  deaths_to: required(year, 'The last one.'),
  sources: required(
    record('the sources', {
      alcohol: required(text, 'Of need and treatment.'),
      deaths: required(text, 'Of deaths.'),
    }),
    'Where the numbers were published.',
  ),
  england: required(
    record("England's numbers", { ...counts, deaths: required(people, deaths) }),
    'The same for England.',
  ),
  discontinued: required(
    mapOf(list(text)),
    'Authorities that no longer exist, each with those that followed.',
  ),
  authorities: required(list(authority), 'Every authority that provides treatment.'),
});

/**
 * Reads the table of what is published for every authority.
 *
 * @param file its name, for the places of faults
 * @returns undefined after a fault
 */
export function readAuthorities(content: string, file: string, faults: Faults): Authorities | undefined {
  const node = readYaml(content, file, faults);
  return node && shape.read(node, faults);
}

/** The authority of a name or code; what is not found is told, with the nearest name. */
export function findAuthority(
  asked: string,
  { authorities, discontinued }: Authorities,
  faults: Faults,
): Authority | undefined {
  const wanted = foldLabel(asked);
  const isIt = (name: string): boolean => foldLabel(name) === wanted;
  const found = authorities.find(a => isIt(a.name) || (a.code !== undefined && isIt(a.code)));
  if (found) return found;
  for (const [name, followers] of discontinued)
    if (isIt(name))
      return faults.error(
        'area/discontinued',
        undefined,
        `${name} no longer exists, and nothing is published for it`,
        `after it came ${followers.join(' and ')}`,
      );
  const names = authorities.map(a => a.name);
  // A name is often longer than what people call the place: "Bristol, City of".
  const longer = wanted === '' ? [] : names.filter(name => foldLabel(name).includes(wanted));
  const near = longer.length > 0 ? longer.slice(0, 5).join(', or ') : nearestName(asked, names);
  return faults.error(
    'area/unknown-authority',
    undefined,
    `"${asked}" is none of England's ${authorities.length} authorities that provide treatment`,
    near && `did you mean ${near}?`,
  );
}
