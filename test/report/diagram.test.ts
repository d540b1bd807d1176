import { describe, expect, it } from 'vitest';
import { runArms } from '../../src/arms/run-arms.ts';
import { checkModel } from '../../src/check/check-model.ts';
import type { CheckedModel } from '../../src/check/checked.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { drawPicture } from '../../src/report/diagram/draw-picture.ts';
import { drawRings } from '../../src/report/diagram/draw-rings.ts';
import type { Drawable } from '../../src/report/diagram/drawable.ts';
import { linksOf, settleLinks, waitingIn } from '../../src/report/diagram/links.ts';
import { loopsMermaid, pictureMermaid } from '../../src/report/diagram/mermaid.ts';
import { overviewPicture } from '../../src/report/diagram/overview.ts';
import { claimed, findRings } from '../../src/report/diagram/rings.ts';
import type { Sign } from '../../src/report/diagram/signs.ts';
import { signsAtStart } from '../../src/report/diagram/start-signs.ts';
import { sectorPicture } from '../../src/report/diagram/stock-flow.ts';
import { escapeXml } from '../../src/report/diagram/svg.ts';
import { breakText, widthOfText } from '../../src/report/diagram/text-size.ts';
import { verdict } from '../../src/report/diagram/verdict.ts';
import { graphOf } from '../../src/report/model-graph.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { barnet, program as benchProgram } from '../treatment/bench.ts';

const HASH = '0123456789abcdef';

function modelOf(text: string): CheckedModel {
  const faults = new Faults();
  const spec = readModel([{ file: 'small.yaml', text }], faults);
  const model = spec && checkModel(spec, faults);
  if (!model) throw new Error(faults.all.map(f => f.message).join('\n'));
  return model;
}

const parameter = (name: string, value: number, range: string, unit = 'fraction', neutral = ''): string =>
  `  ${name}: {doc: One., unit: ${unit}, value: ${value}, range: ${range}, status: assumption, source: ours${neutral}}\n`;

/** A tank that fills towards a level and runs out, and a gauge that reads it in every way there is. */
const TANK = modelOf(`
sector: tank
doc: A tank.
base_units: [litre]
parameters:
${parameter('level', 10, '[5, 20]', 'litre')}${parameter('filling_time', 2, '[1, 4]', 'year', ', neutral: 0')}${parameter('half', 0.5, '[0.1, 0.9]')}${parameter('either', 0, '[-1, 1]')}${parameter('opened', 1, '[0, 2]', '1/year', ', neutral: 0')}
series:
  valve: {doc: A valve., unit: fraction, otherwise: 0}
lookups:
  falling: {doc: It falls., unit: fraction, input_unit: fraction, points: [[0, 1], [1, 0]]}
stocks:
  water: {doc: Water., unit: litre, initial: level, inflows: filling, outflows: draining}
flows:
  filling: {doc: In., unit: litre/year, equation: (level - water) / filling_time}
  draining: {doc: Out., unit: litre/year, equation: water * opened * valve}
auxiliaries:
  share: {doc: How full., unit: fraction, equation: water / level}
  total_share: {doc: A sum., unit: fraction, equation: share + half}
  less: {doc: A difference., unit: fraction, equation: half - share}
  product: {doc: A product., unit: fraction, equation: share * half}
  unsure: {doc: A product with either., unit: fraction, equation: share * either}
  inverse: {doc: An inverse., unit: fraction, equation: half / (half + share)}
  power: {doc: A power., unit: fraction, equation: share ^ half}
  root: {doc: A falling power., unit: fraction, equation: share ^ (-half)}
  capped: {doc: The least., unit: fraction, equation: 'min(half, share)'}
  floored: {doc: The greatest of falling., unit: fraction, equation: 'max(half, -share)'}
  looked_up: {doc: Looked up., unit: fraction, equation: falling(share)}
  kept: {doc: Beside the first., unit: fraction, equation: share / initial(share)}
  only_kept: {doc: The first., unit: fraction, equation: initial(share)}
  chosen: {doc: One or the other., unit: fraction, equation: 'half > 0.2 ? share : 2 * share'}
  switched: {doc: A switch., unit: fraction, equation: 'share > half ? 1 : 0'}
loops:
  B1: {label: filling up, doc: It fills to its level., cut_by: [filling_time]}
`);

const drawableOf = (model: CheckedModel): Drawable => ({
  model,
  graph: graphOf(model),
  links: linksOf(model),
  isWaiting: waitingIn(model),
});

/** The treatment model with all signs settled on Barnet, as the command draws it, and what settles them. */
const { treatment, atStart } = (() => {
  const faults = new Faults();
  const { model } = benchProgram;
  const program = compileModel(model, faults, model.variables.keys())!;
  const text = 'title: untouched\narea: barnet.yaml\nstart: 2016-04\nhorizon: 1 year\narms: {as_now: {}}\n';
  const spec = readScenario(text, 'untouched.yaml', faults, () => undefined)!;
  const experiment = resolveScenario(spec, barnet, program, faults)!;
  const [run] = runArms({ ...experiment, steps: 0 }, []);
  const atStart = signsAtStart(program, run!.values);
  const treatment: Drawable = { ...drawableOf(model), links: settleLinks(linksOf(model), atStart) };
  return { treatment, atStart };
})();

const sectors = treatment.model.spec.sectors.map(s => s.name);
const loops = [...treatment.model.loops.values()].map(l => findRings(l, treatment));
const SHEET = { title: 'Loops & “rings”', doc: 'Of <all>.', hash: HASH };

describe('signs of links', () => {
  const links = linksOf(TANK);
  const signs: readonly (readonly [from: string, to: string, sign: Sign | undefined])[] = [
    ['water', 'share', '+'],
    ['level', 'share', '-'],
    ['share', 'total_share', '+'],
    ['share', 'less', '-'],
    ['share', 'product', '+'],
    ['share', 'unsure', '±'],
    ['share', 'inverse', '-'],
    ['share', 'power', '+'],
    ['share', 'root', '-'],
    ['share', 'capped', '+'],
    ['share', 'floored', '-'],
    ['share', 'looked_up', '-'],
    ['share', 'kept', '+'],
    ['share', 'only_kept', undefined],
    ['share', 'chosen', '+'],
    ['share', 'switched', '±'],
    ['water', 'filling', '-'],
    ['filling', 'water', '+'],
    ['draining', 'water', '-'],
    ['valve', 'draining', '+'],
  ];

  for (const [from, to, sign] of signs)
    it(`${from} acts on ${to}: ${sign ?? 'not at all'}`, () => {
      expect(links.get(to)!.get(from)?.sign).toBe(sign);
    });

  it('never contradict what a nudge at the start says', () => {
    const faults = new Faults();
    const program = compileModel(TANK, faults, TANK.variables.keys())!;
    const values = program.image.slice();
    values[program.variables.get('water')!.slots[0]!] = 4;
    values[program.variables.get('share')!.slots[0]!] = 0.4;
    const at = signsAtStart(program, values);
    for (const [from, to, sign] of signs.filter(([f]) => f === 'share'))
      if (sign !== '±') expect([undefined, sign], `${from} on ${to}`).toContain(at({ from, to }));
    expect(at({ from: 'share', to: 'less' })).toBe('-');
    expect(at({ from: 'share', to: 'total_share' })).toBe('+');
  });

  it('never do so in the treatment model either', () => {
    const wrong = [...linksOf(treatment.model)].flatMap(([to, into]) =>
      [...into].flatMap(([from, { sign }]) => {
        const nudged = sign === '±' ? undefined : atStart({ from, to });
        return nudged && nudged !== sign ? [`${from} on ${to}: ${sign}, nudged ${nudged}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('are not read off rounding: prices and costs cancel out at a balanced start', () => {
    expect(treatment.links.get('surplus')!.get('held')).toEqual({ sign: '±', by: 'form' });
  });

  it('tell what waits for a scenario', () => {
    const isWaiting = waitingIn(TANK);
    expect(isWaiting({ from: 'water', to: 'draining' })).toBe(true);
    expect(isWaiting({ from: 'water', to: 'filling' })).toBe(false);
  });

  it('are found for most of the treatment model, and every link is a read', () => {
    const all = [...treatment.links].flatMap(([to, into]) =>
      [...into].map(([from, l]) => ({ from, to, ...l })),
    );
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(l => l.sign === '±').length).toBeLessThan(all.length / 4);
    expect(all.filter(l => !treatment.graph.get(l.to)!.has(l.from))).toEqual([]);
  });
});

describe('rings', () => {
  it('of a tank: the level is sought, and the outflow that only empties is none', () => {
    const { rings } = findRings(TANK.loops.get('B1')!, drawableOf(TANK));
    expect(rings.map(r => r.links.map(l => l.from))).toEqual([['water', 'filling']]);
    expect(rings[0]).toMatchObject({ polarity: '-', cut: false, waits: false });
  });

  it.each(loops.map(l => [l.loop.spec.name, l] as const))(
    'of %s close, by reads of the model',
    (_, found) => {
      for (const { links, polarity } of found.rings) {
        for (const [i, link] of links.entries()) {
          expect(link.to).toBe(links[(i + 1) % links.length]!.from);
          expect(treatment.graph.get(link.to)!.has(link.from), `${link.to} reads ${link.from}`).toBe(true);
        }
        expect(new Set(links.map(l => l.from)).size).toBe(links.length);
        const minus = links.filter(l => l.sign === '-').length;
        expect(links.every(l => l.sign !== '±')).toBe(true);
        expect(polarity).toBe(minus % 2 === 0 ? '+' : '-');
      }
    },
  );

  it('never lead from one stock of a move to another that it empties', () => {
    for (const { links } of loops.flatMap(l => l.rings))
      for (const [i, out] of links.entries()) {
        const into = links.at(i - 1)!;
        const v = treatment.model.variables.get(out.from)!;
        if (v.kind === 'move' && out.sign === '-') expect(v.from, out.from).not.toContain(into.from);
      }
  });

  it('agree with the names of the loops, but for the one that only a scenario closes', () => {
    const open = loops.filter(l => l.rings.length === 0);
    expect(open.map(l => l.loop.spec.name)).toEqual(['R6']);
    expect(verdict(open[0]!)[0]).toContain('Not closed within the model');
    for (const { loop, rings } of loops)
      if (rings[0]) expect(rings[0].polarity, loop.spec.name).toBe(claimed(loop));
  });

  it('say when the signs contradict the name', () => {
    const [ring] = loops[0]!.rings;
    const other = { ...ring!, polarity: '-' } as const;
    expect(verdict({ ...loops[0]!, rings: [other] })[0]).toContain('its name (R) says that it reinforces');
  });
});

describe('pictures of sectors', () => {
  it.each(sectors)('%s shows each of its stocks once, and joins only what it shows', sector => {
    const { nodes, edges, groups } = sectorPicture(sector, treatment);
    const stocks = [...treatment.model.variables.values()].filter(
      v => v.kind === 'stock' && v.spec.sector === sector,
    );
    for (const { name } of stocks)
      expect(nodes.filter(n => n.kind === 'stock' && n.id === name)).toHaveLength(1);
    expect(new Set(nodes.map(n => n.id)).size).toBe(nodes.length);
    const ends = new Set([...nodes, ...groups].map(n => n.id));
    expect(edges.flatMap(e => [e.from, e.to]).filter(id => !ends.has(id))).toEqual([]);
  });

  it('show every move that joins the stocks of people, on one valve each', () => {
    const { nodes } = sectorPicture('people', treatment);
    const shown = nodes.filter(n => n.kind === 'plate').flatMap(n => n.names);
    const moves = [...treatment.model.variables.values()].filter(v => v.kind === 'move' && !v.next);
    expect([...shown].sort()).toEqual([...moves.map(m => m.name), 'need_arising', 'need_fading'].sort());
  });

  it('join flows to the stocks that they fill and empty', () => {
    const { edges } = sectorPicture('workforce', treatment);
    const pipes = edges.filter(e => e.kind === 'pipe').map(e => `${e.from} > ${e.to}`);
    expect(pipes).toContain('novice > flow maturing');
    expect(pipes).toContain('flow maturing > experienced');
  });

  it('say what they leave out', () => {
    expect(sectorPicture('workforce', treatment).leftOut.join()).toContain('parameters');
    expect(sectorPicture('people', treatment).leftOut.join()).toContain('what sets each move');
  });

  it('count what each sector reads of each other', () => {
    const small = overviewPicture(treatment);
    expect(small.edges.find(e => e.from === 'pathway' && e.to === 'people')!.count).toBeGreaterThan(30);
    expect(small.leftOut.join()).toMatch(/arrows? of \d+ or fewer/);
  });
});

/** Fails on XML that is not well formed: every tag is closed in its turn, and every & begins an entity. */
function expectXml(text: string): void {
  const open: string[] = [];
  const rest = text.replace(/<\?xml[^>]*\?>/, '').replace(/<!--.*?-->/gs, '');
  expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  for (const [, close, name, attributes, self] of rest.matchAll(
    /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (close) expect(open.pop()).toBe(name);
    else if (!self) open.push(name!);
    expect(attributes).not.toContain('NaN');
  }
  expect(open).toEqual([]);
  const left = rest.replace(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g, '');
  expect(left).not.toMatch(/[<>]/);
}

describe('SVG', () => {
  it.each(['people', 'workforce', 'pathway', 'drivers'])(
    'of %s is well formed, tells itself, and is the same each time',
    async sector => {
      const picture = sectorPicture(sector, treatment);
      const svg = await drawPicture(picture, HASH);
      expectXml(svg);
      expect(svg).toContain('role="img"');
      expect(svg).toMatch(/<title id="title">.+<\/title>/);
      expect(svg).toMatch(/<desc id="desc">.+<\/desc>/);
      expect(svg).toContain('model 0123456789ab');
      expect(svg).not.toMatch(/href|url\(|@import/);
      expect(await drawPicture(sectorPicture(sector, treatment), HASH)).toBe(svg);
    },
  );

  it('of the overview and of the loops is well formed', async () => {
    expectXml(await drawPicture(overviewPicture(treatment), HASH));
    const svg = drawRings(loops, SHEET);
    expectXml(svg);
    for (const { loop } of loops) expect(svg).toContain(escapeXml(`${loop.spec.name}  ${loop.spec.label}`));
  });

  it('escapes what a model may say', async () => {
    const words = 'a < b & "c" > \'d\'\u0007';
    const node = { id: 'x"y', kind: 'stock', title: [words], notes: [], names: [] } as const;
    const svg = await drawPicture(
      { title: words, doc: words, nodes: [node], edges: [], groups: [], leftOut: [words] },
      HASH,
    );
    expectXml(svg);
    expect(svg).toContain('&lt; b &amp; &quot;c&quot;');
    expect(svg).not.toContain('\u0007');
  });

  it('puts no box on another', async () => {
    const svg = await drawPicture(sectorPicture('money', treatment), HASH);
    const boxes = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="[28]"/g),
    ].map(m => m.slice(1).map(Number) as [number, number, number, number]);
    expect(boxes.length).toBeGreaterThan(20);
    for (const [i, [x, y, w, h]] of boxes.entries())
      for (const [x2, y2, w2, h2] of boxes.slice(i + 1))
        expect(x + w <= x2 || x2 + w2 <= x || y + h <= y2 || y2 + h2 <= y).toBe(true);
  });
});

describe('Mermaid text', () => {
  const LABEL = '"[^"]*"';
  const NODE = `(\\[${LABEL}\\]|\\{\\{${LABEL}\\}\\}|\\(\\[${LABEL}\\]\\)|\\(\\(${LABEL}\\)\\)|>${LABEL}\\])`;
  const LINE = new RegExp(
    `^\\s*(%% .*|flowchart LR|subgraph \\w+\\[${LABEL}\\]|end|\\w+${NODE}|\\w+ (==>|-->|-\\.->)(\\|${LABEL}\\|)? \\w+)$`,
  );

  it.each(sectors)('of %s is made of nodes, arrows and boxes', sector => {
    const text = pictureMermaid(sectorPicture(sector, treatment), HASH);
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter(l => !LINE.test(l)),
    ).toEqual([]);
  });

  it('of the loops has every ring, and closes every box', () => {
    const text = loopsMermaid(loops, HASH);
    const lines = text.trimEnd().split('\n');
    expect(lines.filter(l => !LINE.test(l))).toEqual([]);
    expect(lines.filter(l => /^\s*subgraph/.test(l))).toHaveLength(loops.length);
    expect(lines.filter(l => /^\s*end$/.test(l))).toHaveLength(loops.length);
    const links = loops.flatMap(l => l.rings[0]?.links ?? l.open);
    expect(lines.filter(l => l.includes('-->'))).toHaveLength(links.length);
  });

  it('keeps quotes and brackets of labels from being read as Mermaid', () => {
    const node = { id: 'x', kind: 'stock', title: ['a "b" <c> #d'], notes: [], names: [] } as const;
    const text = pictureMermaid(
      { title: 't', doc: '', nodes: [node], edges: [], groups: [], leftOut: [] },
      HASH,
    );
    expect(text).toContain('n0["a #34;b#34; #60;c#62; #35;d"]');
  });
});

describe('sizes of text', () => {
  it('grow with letters, and lines break at words', () => {
    expect(widthOfText('mmm', 10)).toBeGreaterThan(widthOfText('iii', 10));
    expect(breakText('one two three', 10, widthOfText('one two', 10))).toEqual(['one two', 'three']);
    expect(breakText('unbreakable', 10, 5)).toEqual(['unbreakable']);
  });
});
