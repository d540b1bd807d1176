import { describe, expect, it } from 'vitest';
import { BINARY_FNS, type Equation, type Node, slot, type Table, UNARY_FNS } from '../../src/compile/ir.ts';
import { instantiate } from '../../src/run/instantiate.ts';
import { chunksOf, emitModule } from '../../src/run/wasm.ts';
import { Bytes, F64, I32, type ValueType, writeModule } from '../../src/run/wasm-bytes.ts';
import { writeChunk } from '../../src/run/wasm-chunk.ts';
import { ModuleCode } from '../../src/run/wasm-code.ts';
import { INSTRUCTIONS, type Instruction, LOOP } from '../../src/run/wasm-instructions.ts';
import { expectFunctionsSame } from './any-doubles.ts';
import { atWork, expectReference } from './lanes-of.ts';

const LANES = [1, 2, 4];

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Numbers at which something changes: signs, whole and not, odd and even, ends of the range, of exp and of tables. */
const POSITIVE = [
  0,
  Number.MIN_VALUE,
  SMALLEST_NORMAL / 3,
  SMALLEST_NORMAL,
  1e-300,
  0.1,
  0.5,
  1 - 2 ** -53,
  1,
  1 + 2 ** -52,
  1.5,
  2,
  2.5,
  3,
  4,
  10,
  709.782712893384,
  709.7827128933841,
  745.1332191019411,
  745.1332191019412,
  746.5,
  1e20,
  1e21,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  Number.MAX_VALUE,
  Infinity,
];
const NUMBERS = [...POSITIVE, ...POSITIVE.map(x => -x), NaN];
const PAIRS = NUMBERS.flatMap(x => NUMBERS.map(y => Float64Array.of(x, y, 0)));

const [x, y] = [slot(0), slot(1)];

/** Where some bytes stand among others. */
const placesOf = (bytes: ArrayLike<number>, among: Uint8Array): number[] =>
  [...among.keys()].filter(at => Array.from(bytes).every((b, i) => among[at + i] === b));

describe.each(LANES)('with %i lanes', lanes => {
  it.each(UNARY_FNS)('%s of every kind of number is what the reference has', op => {
    const runs = NUMBERS.map(v => Float64Array.of(v, 0, 0));
    expectReference([{ slot: 2, node: { op, a: x } }], [], runs, lanes);
  });

  it.each(BINARY_FNS)('%s of every two kinds of number is what the reference has', op => {
    expectReference([{ slot: 2, node: { op, a: x, b: y } }], [], PAIRS, lanes);
  });

  it.each(BINARY_FNS)('%s with a constant on either side is what the reference has', op => {
    const constants = NUMBERS.map<Node>(value => ({ op: 'num', value }));
    const nodes = constants.flatMap<Node>(c => [
      { op, a: x, b: c },
      { op, a: c, b: x },
    ]);
    const runs = NUMBERS.map(v => Float64Array.of(v, ...nodes.map(() => 0)));
    expectReference(
      nodes.map((node, i) => ({ slot: i + 1, node })),
      [],
      runs,
      lanes,
    );
  });

  it('a choice takes the side that the reference takes, whatever kind of truth it hangs on', () => {
    const conditions: Node[] = [x, { op: 'not', a: x }, { op: 'not', a: { op: 'lt', a: x, b: y } }];
    for (const op of BINARY_FNS) conditions.push({ op, a: x, b: y });
    const runs = PAIRS.map(v => Float64Array.of(...v, ...conditions.map(() => 0)));
    expectReference(
      conditions.map((condition, i) => ({ slot: i + 2, node: { op: 'select', condition, a: y, b: x } })),
      [],
      runs,
      lanes,
    );
  });

  it.each<[string, Table]>([
    ['several points', { xs: [-3, 0, 0.1, 2, 7], ys: [5, -0, 0.3, 0, 4] }],
    ['one point', { xs: [1], ys: [-0] }],
    ['a jump', { xs: [0, 1, 1, 2], ys: [-0, 0, 10, -0] }],
    ['points far apart', { xs: [-1e300, 0, Number.MAX_VALUE], ys: [Number.MAX_VALUE, -1e308, 0] }],
    [
      'many points',
      {
        xs: Array.from({ length: 300 }, (_, i) => i / 7),
        ys: Array.from({ length: 300 }, (_, i) => (i * i) % 11),
      },
    ],
  ])('a table of %s is read as the reference reads it', (_, table) => {
    const points = [...NUMBERS, ...table.xs, ...table.xs.map(v => -v), 1.0000001, 0.05, 3.3, 17.77];
    const near = points.flatMap(v => [v, v + Math.abs(v) * 2 ** -52, v - Math.abs(v) * 2 ** -52]);
    expectReference(
      [{ slot: 1, node: { op: 'lookup', table: 1, a: x } }],
      [{ xs: [0], ys: [9] }, table],
      near.map(v => Float64Array.of(v, 0)),
      lanes,
    );
  });

  expectFunctionsSame(lanes, 8000);
});

describe('an emitter', () => {
  it('takes one lane or an even number of them', () => {
    for (const lanes of [3, 0, -2]) {
      const request = { lists: [], slotCount: 1, tables: [], lanes };
      expect(() => emitModule(request)).toThrow(`${lanes} lanes`);
    }
  });

  it('takes two of several lanes to an instruction, and a single one by itself', () => {
    const wide = [1, 2, 4].map(lanes => {
      const list = [{ slot: 2, node: { op: 'add', a: x, b: y } as const }];
      const { bytes } = emitModule({ lists: [list], slotCount: 3, tables: [], lanes });
      return placesOf(INSTRUCTIONS.add[1], bytes).length;
    });
    expect(wide).toEqual([0, 1, 1]);
  });

  it('repeats a list that is to be repeated as often as its caller says, and no other', () => {
    const twice: Equation = { slot: 0, node: { op: 'mul', a: x, b: { op: 'num', value: 2 } } };
    const { buffer, exports } = instantiate(
      emitModule({ lists: [[twice], [twice]], slotCount: 1, tables: [], lanes: 1, repeated: [1] }),
    )!;
    const numbers = new Float64Array(buffer);
    const comesTo = (list: number, times: number): number => {
      numbers[0] = 1;
      (exports[`f${list}`] as (times: number) => void)(times);
      return numbers[0];
    };
    expect([1, 2, 5, 30].map(times => comesTo(1, times))).toEqual([2, 4, 32, 2 ** 30]);
    expect([1, 5].map(times => comesTo(0, times))).toEqual([2, 2]);
  });

  it('leaves alone the memory of what is read neither outside nor by another chunk', () => {
    const [own, shared, last] = [2, 3, 4];
    const lists: Equation[][] = [
      [
        { slot: own, node: { op: 'add', a: x, b: y } },
        { slot: shared, node: { op: 'mul', a: slot(own), b: x } },
        { slot: last, node: { op: 'sub', a: slot(shared), b: slot(own) } },
      ],
      [{ slot: last, node: { op: 'neg', a: slot(shared) } }],
    ];
    const module = atWork({ lists, slotCount: 5, tables: [], lanes: 1, outside: new Set([last]) });
    const v = Float64Array.of(3, 4, -1, -1, -1);
    module.run(0, [v]);
    expect([...v]).toEqual([3, 4, -1, 21, 14]);
    module.run(1, [v]);
    expect([...v]).toEqual([3, 4, -1, 21, -21]);
  });

  it('has as many pages of memory as slots and what stands after them need, and one at least', () => {
    const pages = (slotCount: number, lanes: number, list: Equation[] = []): number =>
      emitModule({ lists: [list], slotCount, tables: [], lanes }).pages;
    // 8192 numbers make a page
    expect([0, 1, 8192, 8193, 16384].map(n => pages(n, 1))).toEqual([1, 1, 1, 2, 2]);
    expect([4096, 4097].map(n => pages(n, 4))).toEqual([2, 3]);
    // powers of two to a 128th, two numbers each, and some constants
    const usesExp: Equation[] = [{ slot: 1, node: { op: 'exp', a: x } }];
    expect([8192, 8192 - 256, 8192 - 400].map(n => pages(n, 1, usesExp))).toEqual([2, 2, 1]);
  });

  it('cuts lists into chunks of some hundred nodes, in their order', () => {
    const sum = (nodes: number): Node =>
      Array.from({ length: (nodes - 1) / 2 }).reduce<Node>(a => ({ op: 'add', a, b: x }), x);
    const equations = Array.from({ length: 50 }, (_, i): Equation => ({ slot: i + 1, node: sum(101) }));
    const chunks = chunksOf(equations);
    expect(chunks.flat()).toEqual(equations);
    // the sixth has the 600th node
    expect(chunks.map(c => c.length)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 2]);
    expect(chunksOf([])).toEqual([]);
  });
});

describe('what the functions of a module share', () => {
  it('is there once: a function by its name, a constant by its bits, a table by itself', () => {
    const module = new ModuleCode(1, 80);
    let written = 0;
    const make = () => {
      written += 1;
      return { parameters: [], results: [], locals: [], code: new Bytes() };
    };
    expect(['exp', 'log', 'exp', 'log'].map(name => module.once(name, make))).toEqual([0, 1, 0, 1]);
    expect(written).toBe(2);
    expect([5n, -7n, 5n, -7n].map(bits => module.constant(bits))).toEqual([80, 88, 80, 88]);
    const [three, alike] = [Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)];
    expect([three, alike, three].map(numbers => module.table(numbers))).toEqual([96, 120, 96]);
    expect(module.data.length).toBe(64);
  });
});

describe('the code of a chunk does no more than it must', () => {
  const num = (value: number): Node => ({ op: 'num', value });
  const chunkOf = (equations: readonly Equation[], lanes = 2, stored?: ReadonlySet<number>) => {
    const { code, locals } = writeChunk(new ModuleCode(2, 0), equations, [], lanes, stored);
    const uses = (instruction: Instruction): number[] => placesOf(INSTRUCTIONS[instruction][1], code.written);
    return {
      code: code.written,
      locals,
      uses,
      count: (...all: Instruction[]) => all.map(i => uses(i).length),
    };
  };
  const codeOf = (node: Node) => chunkOf([{ slot: 9, node }]);
  // z = x y + x x; w = z - x
  const [z, w] = [2, 3];
  const products: Node = {
    op: 'add',
    a: { op: 'mul', a: x, b: y },
    b: { op: 'mul', a: x, b: x },
  };
  const equations: Equation[] = [
    { slot: z, node: products },
    { slot: w, node: { op: 'sub', a: slot(z), b: x } },
  ];

  it('loads each number once, and keeps those alone that are read again', () => {
    const { count, locals } = chunkOf(equations);
    expect(count('load', 'store')).toEqual([2, 2]);
    // which lanes, x, z
    expect(locals).toHaveLength(3);
  });

  it('writes to memory only what others read as well', () => {
    const { count, locals } = chunkOf(equations, 2, new Set([w]));
    expect(count('load', 'store')).toEqual([2, 1]);
    expect(locals).toHaveLength(3);
  });

  it('goes round only where there are more lanes than an instruction takes', () => {
    const goesRound = (lanes: number): boolean => chunkOf(equations, lanes).code[0] === LOOP;
    expect([2, 4, 8].map(goesRound)).toEqual([false, true, true]);
  });

  it('chooses beside nothing by one instruction, and as ever beside anything else', () => {
    const below: Node = { op: 'lt', a: x, b: y };
    const choice = (a: Node, b: Node) =>
      codeOf({ op: 'select', condition: below, a, b }).count('where', 'whereNot', 'select');
    expect(choice(y, num(0))).toEqual([1, 0, 0]);
    expect(choice(num(0), y)).toEqual([0, 1, 0]);
    for (const other of [x, num(-0), num(1)]) expect(choice(y, other)).toEqual([0, 0, 1]);
  });

  it('is bounded by a constant, on whichever side, by the instruction that looks at no sign of 0', () => {
    for (const bound of [num(3), num(-2.5), num(Infinity)])
      for (const [a, b] of [
        [x, bound],
        [bound, x],
      ] as const) {
        expect(codeOf({ op: 'min', a, b }).count('atMost', 'min', 'add')).toEqual([1, 0, 0]);
        expect(codeOf({ op: 'max', a, b }).count('atLeast', 'max', 'add')).toEqual([1, 0, 0]);
      }
    expect(codeOf({ op: 'min', a: x, b: num(-0) }).count('atMost', 'min')).toEqual([0, 1]);
    expect(codeOf({ op: 'max', a: x, b: num(0) }).count('atLeast', 'max', 'add')).toEqual([1, 0, 1]);
    expect(codeOf({ op: 'max', a: x, b: num(-0) }).count('atLeast', 'max', 'add')).toEqual([1, 0, 0]);
    expect(codeOf({ op: 'min', a: x, b: num(NaN) }).count('atMost', 'min')).toEqual([0, 1]);
    expect(codeOf({ op: 'max', a: x, b: y }).count('atLeast', 'max')).toEqual([0, 1]);
  });

  it('takes two operands in their order where neither is a constant', () => {
    for (const op of ['min', 'max', 'sub'] as const) {
      const { code, uses } = codeOf({ op, a: x, b: y });
      const [first, second] = uses('load').map(at => code[at + INSTRUCTIONS.load[1].length]);
      expect([first, second]).toEqual([0, 16]);
    }
  });
});

describe('the locals of a function', () => {
  it('are declared as a count of each type that follows another', () => {
    const sizeWith = (locals: readonly ValueType[]): number =>
      writeModule({
        functions: [{ parameters: [], results: [], locals, code: new Bytes() }],
        exported: [],
        pages: 1,
        data: { address: 0, bytes: new Bytes() },
      }).length;
    const none = sizeWith([]);
    expect(sizeWith([F64]) - none).toBe(2);
    expect(sizeWith(Array.from({ length: 100 }, () => F64)) - none).toBe(2);
    expect(sizeWith([F64, F64, I32, I32, I32, F64]) - none).toBe(6);
  });
});
