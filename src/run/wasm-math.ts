import {
  EXP_LEAST,
  EXP_MOST,
  HIGH_OF_1,
  KEEP_26,
  LN2_HIGH,
  LN2_LOW,
  LOG_3,
  LOG_4,
  LOG_5,
  LOG_6,
  LOG_7,
  LOG_8,
  PART_HIGH,
  PART_LOW,
  PARTS_PER_1,
  ROOT_OF_HALF,
  ROUNDER,
  ROUNDER_20,
  SMALLEST_NORMAL,
  TWO_TO_54,
} from '../numeric/math.ts';
import { LOGS, OCTAVE, PARTS, POWERS } from '../numeric/math-tables.ts';
import type { WasmFunction } from './wasm-bytes.ts';
import { Code, type ModuleCode } from './wasm-code.ts';
import { number, pairs, parameter, type Value } from './wasm-value.ts';

/**
 * Calls exp, log or pow: those of numeric/math.ts, line by line, so that the bits are the same. Where that code branches,
 * both sides are computed here and one is chosen; where it takes a power of two from a table, or the exponent out of a
 * number, bits are shifted.
 */
export function callMath(code: Code, name: 'exp' | 'log' | 'pow'): void {
  const write = { exp: writeExp, log: writeLog, pow: writePow }[name];
  code.call(code.module.once(name, () => write(code.module)));
}

const TWO_TO_52 = 4503599627370496;
const EXPONENT_OF_2_TO_52 = 0x433n << 52n;
const FRACTION = 0x000fffffffffffffn;
/** Nearly every x = 2^k m is a normal number between these powers of two, and nearly every e^p has such a p. */
const USUAL_OCTAVES = 1022;
const USUAL_EXPONENT = 512;

/** 2^k for a whole k from -1022 to 1023: 2^52 + k + 1023 ends in the bits of the exponent. */
const powerOfTwo = (k: Value): Value =>
  k
    .plus(TWO_TO_52 + 1023)
    .bits()
    .shift('shiftLeft', 52)
    .number();

/** What reads a table's pairs, for bits that say how many bytes into it. */
function pairsAt(bytes: Value, table: Float64Array<ArrayBuffer>): ReturnType<typeof pairs> {
  const { code } = bytes;
  bytes.put();
  code.op('bitsToCount');
  return pairs(code, code.module.table(table));
}

/** `expWithTail` before the power of two: it has k, as a number and within bits, and e^x = (power + power share) 2^(k / 128). */
function expParts(x: Value, tail?: Value) {
  const num = (c: number): Value => number(x.code, c);
  const rounded = x.times(PARTS_PER_1).plus(ROUNDER).kept;
  const k = rounded.minus(ROUNDER).kept;
  const high = x.minus(k.times(PART_HIGH));
  const low = k.times(PART_LOW);
  const r = (tail ? high.plus(tail.minus(low)) : high.minus(low)).kept;
  const r2 = r.times(r).kept;
  const q2 = num(1 / 2).plus(r.times(1 / 6));
  const q4 = num(1 / 24).plus(r.times(1 / 120));
  const bits = rounded.bits().keptBits;
  // 16 bytes a row
  const [power, lost] = pairsAt(bits.shift('shiftLeft', 4).andBits(BigInt(16 * (PARTS - 1))), POWERS)(0);
  const share = lost
    .plus(r)
    .plus(q2.times(r2))
    .plus(q4.times(r2.times(r2)));
  return { k, bits, power, share };
}

/** `expWithTail`; no tail is a tail of 0. */
function expWithTail(x: Value, tail?: Value): Value {
  const { k, power, share } = expParts(x, tail);
  const octaves = k.times(1 / PARTS).floor().kept;
  const half = octaves.times(0.5).floor().kept;
  return power
    .plus(power.times(share))
    .times(powerOfTwo(half))
    .times(powerOfTwo(octaves.minus(half)));
}

/** The same for a usual exponent: to multiply by one power of two before anything is rounded changes nothing then. */
function expOfUsual(x: Value, tail?: Value): Value {
  const { bits, power, share } = expParts(x, tail);
  const octaves = bits.shift('shiftRight', 7).shift('shiftLeft', 52);
  const scaled = power.bits().plusBits(octaves).number().kept;
  return scaled.plus(scaled.times(share));
}

const isUsual = (exponent: Value): Value => exponent.abs().below(USUAL_EXPONENT);

function writeExp(module: ModuleCode): WasmFunction {
  const code = new Code(module, 1);
  const x = parameter(code, 0);
  isUsual(x).put();
  code.op('everywhere').ifElse(
    () => expOfUsual(x).put(),
    () => expWithTail(x.atMost(EXP_MOST).atLeast(EXP_LEAST).kept).put(),
  );
  return code.finish(1);
}

/** x > 0 as a normal number that is 2^more times as large. */
function normalOf(x: Value): { readonly normal: Value; readonly more: Value } {
  const tiny = x.below(SMALLEST_NORMAL);
  return { normal: tiny.choose(x.times(TWO_TO_54), x), more: tiny.choose(54, 0) };
}

/**
 * x > 0 as 2^k m, from a normal number that is 2^more times as large; also the bits of m, moved so that the octave begins
 * where the exponent changes. What other numbers give does not matter, but their k is -1022 at most or 1024 at least.
 *
 * @param octave the upper half of the bits of the least m
 */
function apart(normal: Value, octave: number, more?: Value) {
  const moved = normal.bits().plusBits(BigInt(HIGH_OF_1 - octave) << 32n).keptBits;
  const biased = moved.shift('shiftRight', 52).orBits(EXPONENT_OF_2_TO_52).number();
  const e = biased.minus(TWO_TO_52 + 1023);
  const m = moved
    .andBits(FRACTION)
    .plusBits(BigInt(octave) << 32n)
    .number().kept;
  return { k: (more ? e.minus(more) : e).kept, m, moved };
}

function writeLog(module: ModuleCode): WasmFunction {
  const code = new Code(module, 1);
  const num = (c: number): Value => number(code, c);
  const x = parameter(code, 0);
  const { normal, more } = normalOf(x);
  const { k, m } = apart(normal, ROOT_OF_HALF, more);
  const f = m.minus(1).kept;
  const s = f.over(f.plus(2)).kept;
  const z = s.times(s).kept;
  const w = z.times(z).kept;
  const odd = w.times(
    num(0.3999999999940942).plus(w.times(num(0.22222198432149784).plus(w.times(0.15313837699209373)))),
  );
  const even = z.times(
    num(0.6666666666666735).plus(
      w.times(
        num(0.2857142874366239).plus(w.times(num(0.1818357216161805).plus(w.times(0.14798198605116586)))),
      ),
    ),
  );
  const half = f.times(0.5).times(f).kept;
  const inside = s
    .times(half.plus(even.plus(odd)))
    .plus(k.times(LN2_LOW))
    .minus(half)
    .plus(f)
    .plus(k.times(LN2_HIGH));
  const positive = x.above(0);
  const outside = x.equals(0).choose(-Infinity, positive.choose(x, NaN));
  positive.and(x.below(Infinity)).choose(inside, outside).put();
  return code.finish(1);
}

/** x without the last 27 bits. */
const first26 = (x: Value): Value => x.bits().andBits(BigInt(KEEP_26)).number().kept;

/** y log x, and what it lacks, for x = 2^k m. */
function exponentOf({ k, m, moved }: ReturnType<typeof apart>, y: Value) {
  const num = (c: number): Value => number(y.code, c);
  // 32 bytes a row
  const row = pairsAt(moved.shift('shiftRight', 40).andBits(BigInt(32 * (PARTS - 1))), LOGS);
  const [inverse, logC] = row(0);
  const [logCLow] = row(1);

  const mHigh = m.plus(ROUNDER_20).minus(ROUNDER_20).kept;
  const rHigh = mHigh.times(inverse).minus(1).kept;
  const rLow = m.minus(mHigh).times(inverse).kept;
  const r = rHigh.plus(rLow).kept;
  const r2 = r.times(r).kept;
  const r3 = r.times(r2).kept;
  const half = rHigh.times(0.5);
  const main = k.times(LN2_HIGH).plus(logC).plus(rHigh).kept;
  const next = rLow.minus(half.times(rHigh)).kept;
  const pair = (a: number, b: number): Value => num(a).plus(r.times(b));
  const series3 = pair(LOG_3, LOG_4).times(r3);
  const series5 = pair(LOG_5, LOG_6).plus(pair(LOG_7, LOG_8).times(r2)).times(r3.times(r2));
  const last = k
    .times(LN2_LOW)
    .plus(logCLow)
    .minus(rLow.times(0.5).times(r.plus(rHigh)))
    .plus(series3)
    .plus(series5);

  const logHigh = first26(main.plus(next).plus(r3.times(LOG_3)));
  const logLow = main.minus(logHigh).plus(next).plus(last);
  const yHigh = first26(y);
  const p = yHigh.times(logHigh).kept;
  return { p, pLow: y.minus(yHigh).times(logHigh).plus(y.times(logLow)).kept };
}

function writePow(module: ModuleCode): WasmFunction {
  const code = new Code(module, 2);
  const [x, y] = [parameter(code, 0), parameter(code, 1)];
  const parts = apart(x, OCTAVE);
  const { p, pLow } = exponentOf(parts, y);
  parts.k.abs().below(USUAL_OCTAVES).and(isUsual(p)).put();
  code.op('everywhere').ifElse(
    () => expOfUsual(p, pLow).put(),
    () => {
      x.put();
      y.put();
      code.call(module.once('powAnywhere', () => writePowAnywhere(module)));
    },
  );
  return code.finish(1);
}

/** `pow`, whatever the two are. */
function writePowAnywhere(module: ModuleCode): WasmFunction {
  const code = new Code(module, 2);
  const [x, y] = [parameter(code, 0), parameter(code, 1)];
  const base = x.abs().kept;
  const positive = base.above(0).and(base.below(Infinity));
  const { normal, more } = normalOf(base);
  const { p, pLow } = exponentOf(apart(normal, OCTAVE, more), y);
  const clamped = p.atMost(EXP_MOST).atLeast(EXP_LEAST).kept;
  const inside = expWithTail(clamped, clamped.equals(p).choose(pLow, 0));
  const size = positive.and(y.abs().below(Infinity)).choose(inside, powAtEdge(base, y)).kept;
  const signed = x.below(0).or(number(code, 1).over(x).below(0));
  const whole = y.floor().equals(y);
  const halfOfY = y.times(0.5).kept;
  const even = halfOfY.floor().equals(halfOfY);
  const ofSigned = whole.choose(even.choose(size, size.neg()), positive.choose(NaN, size));
  y.equals(0).choose(1, signed.choose(ofSigned, size)).put();
  return code.finish(1);
}

function powAtEdge(base: Value, y: Value): Value {
  const upwards = y.above(0).choose(Infinity, 0);
  const downwards = y.above(0).choose(0, Infinity);
  const notANumber = base.differs(base).or(y.differs(y)).or(base.equals(1));
  return notANumber.choose(NaN, base.above(1).choose(upwards, downwards));
}
