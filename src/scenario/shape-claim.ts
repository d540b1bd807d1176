import {
  found,
  type Located,
  list,
  located,
  oneOrMore,
  optional,
  record,
  required,
  type Shape,
  wholeNumber,
} from '../source/shape.ts';
import type { SourceNode, SourceScalar } from '../source/yaml.ts';
import type { ClaimCase, ClaimSpec, ClaimTest, GridAxis } from './claim-spec.ts';
import { type Salvaged, salvageList, salvageRecord } from './salvage.ts';
import { armFields, bodyOf } from './shape-arm.ts';
import { namedEntries, someText } from './shape-names.ts';

/** More draws than this take a day. */
export const MOST_DRAWS = 10_000;
const TEST_EXAMPLE = 'completions_kept(big_bang, 3) < completions_kept(evolution, 3)';

const claimTest: Shape<ClaimTest> = record('a test', {
  says: required(someText, 'what it means, in words'),
  test: required(
    located({ ...someText, schema: { ...someText.schema, examples: [TEST_EXAMPLE] } }),
    'an inequality between outcomes of arms: outcome(arm), outcome(arm, year) or outcome(arm, first year, last year); year 1 is the first of the run',
  ),
});

/** A scalar as it was written, to stand in another's place. */
const asWritten: Shape<SourceScalar> = {
  expected: 'a value',
  schema: { type: ['string', 'number'] },
  read(node, faults) {
    if (node.kind === 'scalar' && node.value !== null) return node;
    return faults.error('source/expected', node.place, `expected ${this.expected}, found ${found(node)}`);
  },
};

const axisKeys = record('an axis', {
  label: optional(someText, 'what it is called; absent: the first thing that it varies'),
  vary: required(
    oneOrMore(located(someText)),
    'a parameter, or a place in this file such as arms.cut.funding.1.cut; several take the same value',
  ),
  over: required(list(asWritten), 'the values that it takes'),
});

/** As many as a page shows; two axes of more would be run for days. */
const MOST_VALUES = 20;

const gridAxis: Shape<GridAxis> = {
  ...axisKeys,
  read(node, faults) {
    const read = axisKeys.read(node, faults);
    if (!read) return undefined;
    const { vary, over, label = vary[0]?.value ?? '' } = read;
    if (over.length < 2 || vary.length === 0)
      return faults.error('claim/axis', read.place, 'an axis varies something over two values or more');
    if (over.length > MOST_VALUES)
      return faults.error(
        'claim/axis',
        read.keyPlaces['over'],
        `an axis has at most ${MOST_VALUES} values, found ${over.length}`,
      );
    return { label, vary, over };
  },
};

const caseFields = {
  ...armFields,
  without: optional(list(located(someText)), 'effects that are off: parameters at their neutral values'),
};
const caseBody = salvageRecord('a case', caseFields);

const toCase = (name: Located<string>, body: Salvaged<typeof caseFields>): ClaimCase => ({
  name,
  label: body.label?.value ?? name.value.replaceAll('_', ' '),
  ...(body.doc !== undefined && { doc: body.doc }),
  without: body.without ?? [],
  ...bodyOf(body),
});

const keys = salvageRecord('a claim', {
  says: required(someText, 'the claim in one sentence'),
  source: required(someText, 'who says so, and where'),
  holds_if: required(salvageList(claimTest), 'what must all be true where the claim holds'),
  also: optional(salvageList(claimTest), 'what is told beside the verdict, no part of it'),
  refuted_by: required(someText, 'what result would refute it'),
  cases: optional(
    namedEntries(['no_shocks', 'one_provider_fails'], caseBody, toCase),
    'what is tried besides, the same in every arm: shocks at zero, a failure',
  ),
  grid: optional(salvageList(gridAxis), 'one or two things that are varied together'),
  draws: optional(
    wholeNumber(0, MOST_DRAWS),
    'how many draws of all parameters the verdict is taken over; absent: none, and the grid or the cases decide',
  ),
  hangs_on: optional(list(located(someText)), 'parameters to try at the ends of their ranges, one at a time'),
  turned_by: optional(
    caseBody,
    'values within their ranges at which it comes out the other way, and why (doc)',
  ),
  cannot_be_turned: optional(someText, 'why no values within their ranges turn it'),
});

const isEmptyList = (node: SourceNode | undefined): boolean =>
  node?.kind === 'list' && node.items.length === 0;

/** The `claim` of a scenario. What could not be read is empty: its fault is told, and it is not run. */
export const claimShape: Shape<ClaimSpec> = {
  ...keys,
  read(node, faults) {
    const read = keys.read(node, faults);
    if (!read) return undefined;
    const { turned_by: turned, cannot_be_turned: cannot, grid = [], keyPlaces } = read;
    if (node.kind === 'map' && isEmptyList(node.entries.get('holds_if')?.value))
      faults.error(
        'claim/no-test',
        keyPlaces['holds_if'],
        'a claim holds if something is true, found no test',
      );
    if (grid.length > 2)
      faults.error('claim/axes', keyPlaces['grid'], `a grid has one or two axes, found ${grid.length}`);
    const isTurned = keyPlaces['turned_by'] !== undefined;
    if (isTurned === (keyPlaces['cannot_be_turned'] !== undefined))
      faults.error(
        'claim/turned',
        read.place,
        'a claim says what turns it, or why nothing does',
        isTurned ? 'leave out one of the two' : 'add turned_by (with parameters), or cannot_be_turned',
      );
    return {
      says: read.says ?? '',
      source: read.source ?? '',
      holdsIf: read.holds_if ?? [],
      also: read.also ?? [],
      refutedBy: read.refuted_by ?? '',
      cases: read.cases ?? [],
      grid,
      draws: read.draws ?? 0,
      hangsOn: read.hangs_on ?? [],
      ...(turned && {
        turnedBy: toCase(
          { value: 'turned', place: turned.place },
          { label: { value: 'The other way round', place: turned.place }, ...turned },
        ),
      }),
      ...(cannot !== undefined && { cannotBeTurned: cannot }),
    };
  },
};
