import type { ParameterSpec } from '../model/spec.ts';
import type { EvidenceCount } from '../outcome/evidence.ts';
import { type Block, type Cell, countOf, gap, heading, joinWords, table, text } from './blocks.ts';
import { valuesText } from './declaration.ts';
import { words } from './labels.ts';
import { type AreaEvidence, DOUBT, type Ledger, type LedgerEntry, type Reach } from './ledger.ts';
import { figures } from './numbers.ts';
import { PEOPLE_PHRASES } from './people-phrases.ts';

const NAME_WIDTH = 36;
const SOURCE_WIDTH = 32;
const FEEDS_WIDTH = 26;
/** Of a source and of values by element, what fits beside a name; `explain` and `--json` have all of it. */
const LONGEST_SOURCE = 90;
const LONGEST_VALUE = 60;
/** Nearest outcomes are named up to here, and counted beyond. */
const MOST_NAMED = 3;

/** What the numbers rest on, as a page: how many nobody has measured, the counts, and every parameter in order of doubt. */
export function ledgerPage(ledger: Ledger): Block[] {
  const { parameters, area } = ledger;
  return [
    heading('What the numbers rest on'),
    text(soWhat(ledger)),
    gap,
    countTable(ledger),
    ...(area ? [gap, ...areaBlocks(area)] : []),
    ...(parameters.length > 0 ? [gap, text(howToRead(ledger), 'dim')] : []),
    ...DOUBT.flatMap(status => statusBlocks(status, parameters)),
  ];
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

function soWhat({ inPlay, fixed }: Ledger): string {
  const { total, byStatus } = inPlay;
  if (total === 0) return 'No parameter of this part of the model is in play.';
  const { assumption, recalled, read } = byStatus;
  return [
    `Nobody is known to have measured ${assumption} of the ${countOf(total, 'parameter')} in play (${percent(assumption, total)}): they are assumptions, and their ranges are ours.`,
    recalled > 0 ? `${recalled} more are recalled and were checked against nothing.` : '',
    `${read === 0 ? 'None was' : `${read} ${read === 1 ? 'was' : 'were'}`} read in a copy of the source.`,
    'Vary those that an answer hangs on before you trust it.',
    fixed > 0
      ? `(${countOf(fixed, 'other')} ${fixed === 1 ? 'is' : 'are'} fixed: true by definition, or a guide of the solver.)`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function countTable({ inPlay, bySector }: Ledger): Block {
  const statuses = DOUBT.filter(s => inPlay.byStatus[s] > 0);
  const row = (name: string, { byStatus, total }: EvidenceCount): Cell[] => [
    { text: name },
    ...statuses.map(s => ({ text: byStatus[s] === 0 ? '' : String(byStatus[s]) })),
    { text: String(total) },
  ];
  return table(
    [
      { head: '', align: 'left' },
      ...[...statuses, 'in play'].map(head => ({ head, align: 'right' as const })),
    ],
    [
      ...bySector.map(({ sector, count }) => row(words(sector), count)),
      ...(bySector.length > 1 ? [row('all', inPlay)] : []),
    ],
  );
}

const howToRead = ({ outcomes, parameters }: Ledger): string => {
  const reaching = parameters.filter(p => p.feeds.length > outcomes / 2).length;
  const most =
    reaching > parameters.length / 2
      ? `Through feedback ${reaching} of these ${countOf(parameters.length, 'parameter')} come to more than half of all ${countOf(outcomes, 'outcome')} in the end, so only the nearest are named, with the nearest of those that results are told in.`
      : 'Only the nearest outcomes are named.';
  return `“deaths in 4”: the number passes through four equations, the outcome’s own the last. The fewer, the more directly the outcome hangs on it; how strongly, only a run with another value tells. ${most}`;
};

function statusBlocks(status: ParameterSpec['status'], parameters: readonly LedgerEntry[]): Block[] {
  const own = parameters.filter(p => p.spec.status === status);
  if (own.length === 0) return [];
  return [
    gap,
    heading(`${status} (${own.length})`),
    table(
      [
        { head: 'parameter', align: 'left', most: NAME_WIDTH },
        { head: 'source', align: 'left', most: SOURCE_WIDTH },
        { head: 'nearest outcomes', align: 'left', most: FEEDS_WIDTH },
      ],
      own.map(entry => [
        { text: `${entry.spec.name}\n  ${valueText(entry.spec)}` },
        { text: shorten(entry.spec.source, LONGEST_SOURCE), tone: 'dim' },
        { text: feedsText(entry.feeds) },
      ]),
    ),
  ];
}

/** `0.1 fraction, 0.03 to 0.15`. */
function valueText({ value, range, unit }: ParameterSpec): string {
  const span = range.map(r => figures(r)).join(' to ');
  const by = typeof value.value === 'number' ? '' : 'each times ';
  return `${shorten(valuesText(value.value), LONGEST_VALUE)} ${unit.value}, ${by}${span}`;
}

/** The nearest outcomes, and how far it is to the nearest of those that results are told in. */
export function feedsText(feeds: readonly Reach[]): string {
  const [first] = feeds;
  if (!first) return 'none: policies read it';
  const nearest = feeds.filter(r => r.steps === first.steps);
  const isHeadline = ({ outcome }: Reach): boolean => PEOPLE_PHRASES.some(p => p.outcome === outcome);
  const headlines = nearest.filter(isHeadline);
  const named = nearest.length <= MOST_NAMED ? nearest : headlines.length > 0 ? headlines : [first];
  const others = nearest.length - named.length;
  const told = [...named.map(r => r.outcome), ...(others > 0 ? [countOf(others, 'other')] : [])];
  const next = headlines.length > 0 ? undefined : feeds.find(isHeadline);
  return `${joinWords(told)} in ${first.steps}${next ? `; ${next.outcome} in ${next.steps}` : ''}`;
}

/** The first words of a text, with a sign where it goes on. */
function shorten(long: string, most: number): string {
  if (long.length <= most) return long;
  const cut = long.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[,;:]$/, '')} …`;
}

function areaBlocks({ area, period, count, figures: own }: AreaEvidence): Block[] {
  const told = DOUBT.filter(s => count.byStatus[s] > 0).map(s => `${count.byStatus[s]} ${s}`);
  return [
    heading(`Figures of ${area} ${period}: ${told.join(', ')}`),
    table(
      [
        { head: 'figure', align: 'left', most: NAME_WIDTH },
        { head: 'status', align: 'left' },
        { head: 'source', align: 'left', most: SOURCE_WIDTH + FEEDS_WIDTH - 16 },
      ],
      own.map(f => [
        { text: words(f.name) },
        { text: f.section === 'scaled' ? `${f.status}, scaled` : f.status },
        { text: shorten(f.method ?? f.source, LONGEST_SOURCE), tone: 'dim' },
      ]),
    ),
  ];
}

/** The ledger as a JSON document: everything, in full. */
export function ledgerJson({ parameters, ...ledger }: Ledger): object {
  return {
    ...ledger,
    parameters: parameters.map(({ spec, over, feeds }) => ({
      name: spec.name,
      sector: spec.sector,
      status: spec.status,
      value: spec.value.value,
      unit: spec.unit.value,
      over,
      range: spec.range,
      distribution: spec.distribution,
      ...(spec.oneOf && { oneOf: spec.oneOf.value }),
      ...(spec.truncate && { truncate: spec.truncate.value }),
      source: spec.source,
      ...(spec.note !== undefined && { note: spec.note }),
      ...(spec.neutral !== undefined && { neutral: spec.neutral }),
      doc: spec.doc,
      feeds,
    })),
  };
}
