import fc from 'fast-check';

/** An expression of pure numbers that is never below zero, nor beyond a few hundred. */
const share: fc.Arbitrary<string> = fc.letrec<{ e: string }>(again => ({
  e: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('p', 'q', '0', '1', '0.25', 'curve(q)', 'full'),
    fc.tuple(again('e'), again('e')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(again('e'), again('e')).map(([a, b]) => `min(${a}, ${b})`),
    fc.tuple(again('e'), again('e')).map(([a, b]) => `max(${a}, ${b})`),
    fc.tuple(again('e'), again('e')).map(([a, b]) => `${a} / (1 + ${b})`),
    fc.tuple(again('e'), again('e')).map(([a, b]) => `(${a} > ${b} ? ${a} : p)`),
    again('e').map(a => `abs(1 - exp(-${a}))`),
    again('e').map(a => `sqrt(${a})`),
  ),
})).e;

/** From nothing to the most, mostly of a size that matters; now and then all but nothing. */
const upTo = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.nat({ max: 1_000 }).map(n => (most * n) / 1_000) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: most, noNaN: true }) },
  );
/** How often a year; beyond 52 more would leave in a week than there are, and is capped. */
const rate = upTo(80);

const chain = fc.record({
  sizes: fc.array(upTo(1e6), { minLength: 2, maxLength: 5 }),
  moves: fc.array(
    fc.record({ from: fc.nat(), to: fc.nat(), rate, times: share, leaves: fc.boolean(), stay: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  ),
  coming: rate,
  p: upTo(1),
  q: upTo(1),
  grouped: fc.boolean(),
});

/**
 * Texts of models in which people are in some places, come to the first, move between them and leave, by rates made of random
 * equations; the law `people` says that nobody is lost.
 */
export const anyModel: fc.Arbitrary<string> = chain.map(({ sizes, moves, coming, p, q, grouped }) => {
  const n = sizes.length;
  const over = grouped ? 'over: group, ' : '';
  const total = (name: string): string => (grouped ? `sum(${name}, group)` : name);
  const parameter = (name: string, unit: string, value: number): string =>
    `  ${name}: {doc: d, unit: ${unit}, value: ${value}, range: [0, 1.0e+9], status: assumption, source: chosen}\n`;
  const out = moves.map((m, k) => {
    const from = m.from % n;
    const to = (from + 1 + (m.to % (n - 1))) % n;
    return { ...m, k, from: `s${from}`, to: m.leaves ? 'outside' : `s${to}` };
  });
  const leaving = out.filter(m => m.leaves).map(m => total(`m${m.k}`));
  return [
    'sector: any\ndoc: Made at random.\ndimensions:\n  group: {doc: d, elements: [opiate, alcohol, other]}\n',
    'parameters:\n',
    parameter('p', 'fraction', p),
    parameter('q', 'fraction', q),
    parameter('coming_rate', 'people/year', coming),
    parameter('somebody', 'people', 1),
    ...sizes.map((size, i) => parameter(`size${i}`, 'people', size)),
    ...out.map(
      m => parameter(`r${m.k}`, '1/year', m.rate) + parameter(`stay${m.k}`, 'year', 1 / (m.rate + 0.1)),
    ),
    'lookups:\n  curve: {doc: d, unit: fraction, input_unit: fraction, points: [[0, 0], [0.5, 2], [1, 1]]}\n',
    'auxiliaries:\n  full: {doc: d, unit: fraction, equation: ',
    grouped ? '"sum(s0, group) / (sum(s0, group) + somebody) + p"}\n' : 's0 / (s0 + somebody) + p}\n',
    'stocks:\n',
    ...sizes.map(
      (_, i) =>
        `  s${i}: {doc: d, unit: people, ${over}initial: size${i}${i === 0 ? ', inflows: coming' : ''}}\n`,
    ),
    `flows:\n  coming: {doc: d, unit: people/year, ${over}equation: coming_rate * full}\n`,
    'moves:\n',
    ...out.map(m =>
      m.stay
        ? `  m${m.k}: {doc: d, from: ${m.from}, to: ${m.to}, after: stay${m.k}}\n`
        : `  m${m.k}: {doc: d, from: ${m.from}, to: ${m.to}, hazard: "r${m.k} * (${m.times})"}\n`,
    ),
    `laws:\n  people: {doc: d, total: "${sizes.map((_, i) => total(`s${i}`)).join(' + ')}", changes_by: "${total('coming')}${leaving.map(l => ` - ${l}`).join('')}"}\n`,
  ].join('');
});
