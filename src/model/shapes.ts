import {
  bool,
  type Located,
  list,
  located,
  mapOf,
  number,
  oneOf,
  optional,
  record,
  required,
  type Shape,
  text,
  wholeNumber,
} from '../source/shape.ts';
import { correlated, parameter } from './parameter-shapes.ts';
import { aNumber, doc, equation, equations, names, over, unit } from './shape-parts.ts';
import { appraisal, comparison, domain, published } from './value-shapes.ts';

/** R reinforces, B balances. */
const LOOP_NAME = { pattern: /^[RB][0-9]+$/, expected: 'R or B (reinforcing or balancing) and a number' };
const NAME = { pattern: /^[a-z][a-z0-9_]*$/, expected: 'lower-case letters, digits and underscores' };

const dimension = record('a dimension', {
  doc,
  elements: required(list(located(text)), 'the elements, in order'),
  subsets: optional(mapOf(list(located(text)), NAME), 'named parts of it'),
  aliases: optional(list(text), 'second names, for two indices over one dimension'),
  maps: optional(mapOf(mapOf(list(located(text)))), 'to a coarser dimension: its elements, each with ours'),
});

const figure = record('a figure', { doc, unit: required(unit, 'its unit'), over });
const series = record('a series', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  otherwise: required(number(), 'its value where no scenario sets it'),
});
const lookup = record('a lookup', {
  doc,
  unit: required(unit, 'the unit of its value'),
  input_unit: required(unit, 'the unit of its argument'),
  points: required(located(list(list(aNumber))), 'pairs [input, value], inputs rising'),
});
const stock = record('a stock', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  initial: required(equation, 'its value at the start: an equation, or steady'),
  guess: optional(
    equation,
    'where the search for a steady value begins, usually 1: where more than one is steady, it decides which is found',
  ),
  trend: optional(
    equation,
    'of a steady stock, how fast it grows at the start, beside its size (1/year); absent: not at all',
  ),
  stages: optional(wholeNumber(1, 20), 'sub-stages that its content passes through in series'),
  inflows: optional(names, 'flows into it'),
  outflows: optional(names, 'flows out of it'),
  may_be_negative: optional(bool, 'true for a stock that can be overdrawn'),
});
const variable = record('a variable', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  equation: required(equations, 'what it equals'),
});
const smooth = record('a smooth', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  of: required(equation, 'what it follows'),
  time: required(equation, 'the mean lag'),
  order: optional(wholeNumber(1, 20), 'how many lags in series'),
  initial: optional(equation, 'its value at the start; its input when not said'),
});
const delay = record('a delay', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  of: required(equation, 'the flow that enters it'),
  time: required(equation, 'the mean time spent in it'),
  order: optional(wholeNumber(1, 20), 'how many stages in series'),
});

type Destination = { readonly stock: Located<string>; readonly share: Located<string> | undefined };
const destinations: Shape<readonly Destination[]> = {
  expected: 'a stock, "outside", or stocks with their shares (one of them: rest)',
  schema: { type: ['string', 'object'] },
  read(node, faults) {
    if (node.kind === 'map')
      return [...node.entries.values()].flatMap(({ key, keyPlace, value }) => {
        const share = equation.read(value, faults);
        if (!share) return [];
        return [
          { stock: { value: key, place: keyPlace }, share: share.value === 'rest' ? undefined : share },
        ];
      });
    const one = located(text).read(node, faults);
    return one && (one.value === 'outside' ? [] : [{ stock: one, share: undefined }]);
  },
};
const move = record('a move', {
  doc,
  from: required(names, 'the stocks, or sets of stocks, that it leaves'),
  to: optional(destinations, 'where it leads; several with their shares, one of them "rest"'),
  hazard: optional(equation, 'the rate of leaving, for each who is there'),
  after: optional(equation, 'the mean stay that ends in this move'),
  next: optional(located(text), 'moves to the next element of this dimension, in the same stock'),
});
const tally = record('a tally', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  stocks: optional(names, 'stocks or sets of stocks to add up'),
  moves: optional(names, 'moves to add up'),
  from: optional(names, 'only moves out of these stocks or sets'),
  to: optional(names, 'only the part that arrives in these stocks or sets'),
  unmarked: optional(located(text), 'only the part that does not carry this mark'),
});
const mark = record('a mark', {
  doc,
  carried_by: required(names, 'the stocks, or sets, in which some carry it'),
  set_in: required(names, 'the stocks, or sets, in which everyone carries it'),
});
const solved = record('a solved unknown', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  guess: required(equation, 'where the search starts'),
  least: optional(number(), 'a solution below this is not feasible'),
  meets: required(
    record('a condition', {
      what: required(equation, 'the quantity that it must bring about'),
      equals: required(equation, 'the value that the quantity must have'),
      over_first_year: optional(bool, 'true: what is a rate, and its total over the first year must be met'),
    }),
    'the condition that fixes it',
  ),
  closure: optional(text, 'what a negative value means, named in the report'),
});
const law = record('a law', {
  doc,
  total: optional(equation, 'a total that only changes by ...'),
  changes_by: optional(equation, '... this rate'),
  zero: optional(equation, 'a quantity that is always zero ...'),
  against: optional(equation, '... beside the size of this one'),
});
const outcome = record('an outcome', {
  label: required(text, 'what tables call it'),
  doc,
  unit: required(unit, 'its unit'),
  over,
  table: required(oneOf(['outcome', 'cost', 'detail']), 'the table it stands in'),
  equation: required(
    equation,
    'its value over a window of time, with total, discounted, mean, at_start and at_end',
  ),
  better: required(oneOf(['higher', 'lower', 'neither']), 'which way is good'),
  whole: optional(equation, 'the whole, where it is not the sum of the elements'),
  summary: required(oneOf(['total', 'average', 'last', 'whole_run']), 'how years make one number'),
  whole_years: optional(bool, 'true: has a meaning only for whole financial years'),
});

const loop = record('a loop', {
  label: required(text, 'what pages call it'),
  doc,
  cut_by: required(names, 'the parameters that cut it when they stand at their neutral values'),
});

export const sectorShape = record('a model file', {
  sector: required(text, 'the name of the sector'),
  doc,
  base_units: optional(list(text), 'base units of this model, beside the built-in ones'),
  money: optional(
    record('money', {
      price_year: required(text, 'the financial year whose pounds results are in'),
      index: required(mapOf(aNumber), 'price index by financial year'),
      source: required(text, 'where the index comes from'),
    }),
    'the price index that pounds of different years are converted with',
  ),
  dimensions: optional(mapOf(dimension, NAME), 'index sets'),
  sets: optional(mapOf(list(located(text)), NAME), 'named sets of stocks'),
  parameters: optional(mapOf(parameter, NAME), 'numbers with their evidence'),
  correlated: optional(mapOf(correlated, NAME), 'groups of parameters that are drawn together'),
  figures: optional(mapOf(figure, NAME), 'numbers that the area gives'),
  series: optional(mapOf(series, NAME), 'inputs over time that scenarios set'),
  lookups: optional(mapOf(lookup, NAME), 'functions given by points'),
  stocks: optional(mapOf(stock, NAME), 'what accumulates'),
  flows: optional(mapOf(variable, NAME), 'what fills and drains stocks'),
  auxiliaries: optional(mapOf(variable, NAME), 'what is worked out on the way'),
  smooths: optional(mapOf(smooth, NAME), 'quantities that follow another with a lag'),
  delays: optional(mapOf(delay, NAME), 'flows that come out later'),
  moves: optional(mapOf(move, NAME), 'ways out of stocks that compete within a step'),
  tallies: optional(mapOf(tally, NAME), 'sums over stocks or moves'),
  marks: optional(mapOf(mark, NAME), 'marks that people carry from stock to stock'),
  solved: optional(mapOf(solved, NAME), 'unknowns that the start of the run solves for'),
  laws: optional(mapOf(law, NAME), 'what must hold at every step of every run'),
  outcomes: optional(mapOf(outcome, NAME), 'what results are reported in'),
  loops: optional(mapOf(loop, LOOP_NAME), 'feedback loops, and the parameters that cut each'),
  appraisals: optional(mapOf(appraisal, NAME), 'ways of valuing: sets of parameters, each set together'),
  comparisons: optional(mapOf(comparison, NAME), 'measures of an arm beside the first'),
  scorecard: optional(mapOf(domain, NAME), 'what matters, by domain'),
  published: optional(mapOf(published, NAME), 'figures that are printed beside comparisons, and never read'),
});

/** A model file as read. */
export type Sector = NonNullable<ReturnType<typeof sectorShape.read>>;
