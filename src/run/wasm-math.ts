import {
  EXP_LEAST,
  EXP_MOST,
  EXPONENT_MOST,
  KEEP_20,
  KEEP_26,
  LN2_HIGH,
  LN2_LOW,
  ROUNDER,
  SMALLEST_NORMAL,
  TWO_THIRDS_HIGH,
  TWO_THIRDS_LOW,
  TWO_TO_54,
} from '../numeric/math.ts';
import type { WasmFunction } from './wasm-bytes.ts';
import { Code, type ModuleCode } from './wasm-code.ts';
import { number, parameter, type Value } from './wasm-value.ts';

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
/** What is added to the bits of a number, so that numbers from about sqrt(1/2) share the exponent of 1. */
const UP_TO_ROOT = 0x95f62n << 32n;
/** The bits of the least of those numbers. */
const ROOT = 0x3fe6a09en << 32n;

/** 2^k for a whole k from -1022 to 1023: 2^52 + k + 1023 ends in the bits of the exponent. */
const powerOfTwo = (k: Value): Value =>
  k
    .plus(TWO_TO_52 + 1023)
    .bits()
    .shift('shiftLeft', 52)
    .number();

/** `expWithTail`; no tail is a tail of 0. */
function expWithTail(x: Value, tail?: Value): Value {
  const num = (c: number): Value => number(x.code, c);
  const k = x.times(Math.LOG2E).plus(ROUNDER).minus(ROUNDER).kept;
  const high = x.minus(k.times(LN2_HIGH)).kept;
  const lowOfK = k.times(LN2_LOW);
  const low = (tail ? lowOfK.minus(tail) : lowOfK).kept;
  const r = high.minus(low).kept;
  const rLost = high.minus(r).minus(low);
  const r2 = r.times(r).kept;
  const r4 = r2.times(r2).kept;
  const pair = (a: number, b: number): Value => num(1 / a).plus(r.times(1 / b));
  const q03 = pair(2, 6).plus(pair(24, 120).times(r2));
  const q47 = pair(720, 5040).plus(pair(40320, 362880).times(r2));
  const q8b = pair(3628800, 39916800).plus(pair(479001600, 6227020800).times(r2));
  const q = q03.plus(q47.plus(q8b.times(r4)).times(r4));
  const sum = r.plus(1).kept;
  const sumLost = num(1).minus(sum).plus(r);
  const y = sum.plus(sumLost.plus(r2.times(q).plus(sum.times(rLost))));
  const k1 = k.times(0.5).floor().kept;
  return y.times(powerOfTwo(k1)).times(powerOfTwo(k.minus(k1)));
}

function writeExp(module: ModuleCode): WasmFunction {
  const code = new Code(module, 1);
  expWithTail(parameter(code, 0).atMost(EXP_MOST).atLeast(EXP_LEAST).kept).put();
  return code.finish(1);
}

/** x > 0 as a normal number that is 2^more times as large. */
function normalOf(x: Value): { readonly normal: Value; readonly more: Value } {
  const tiny = x.below(SMALLEST_NORMAL);
  return { normal: tiny.choose(x.times(TWO_TO_54), x), more: tiny.choose(54, 0) };
}

/** x > 0 as 2^k (1 + f), from a normal number that is 2^more times as large; what other numbers give does not matter. */
function apart(normal: Value, more?: Value): { readonly k: Value; readonly f: Value } {
  const b = normal.bits().plusBits(UP_TO_ROOT).keptBits;
  const biased = b.shift('shiftRight', 52).orBits(EXPONENT_OF_2_TO_52).number();
  const e = biased.minus(TWO_TO_52 + 1023);
  const f = b.andBits(FRACTION).plusBits(ROOT).number().minus(1).kept;
  return { k: (more ? e.minus(more) : e).kept, f };
}

function writeLog(module: ModuleCode): WasmFunction {
  const code = new Code(module, 1);
  const num = (c: number): Value => number(code, c);
  const x = parameter(code, 0);
  const { normal, more } = normalOf(x);
  const { k, f } = apart(normal, more);
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

/** The first 26 (or 20) bits of x. */
function first(x: Value, keep: number): Value {
  const split = x.times(keep).kept;
  return split.minus(split.minus(x)).kept;
}

/** The power of x = 2^k (1 + f). */
function powOfParts({ k, f }: ReturnType<typeof apart>, y: Value): Value {
  const num = (c: number): Value => number(f.code, c);
  const d = f.plus(2).kept;
  const dHigh = first(d, KEEP_26);
  const dLow = d.minus(dHigh).plus(num(2).minus(d).plus(f));
  const inverse = num(1).over(d).kept;
  const s = f.times(inverse).kept;
  const sHigh = first(s, KEEP_20);
  const sLow = f.minus(sHigh.times(dHigh)).minus(sHigh.times(dLow)).times(inverse).kept;

  const square = sHigh.times(sHigh).kept;
  const squareLow = sLow.times(sHigh.plus(s)).kept;
  const z = square.plus(squareLow).kept;
  const z2 = z.times(z).kept;
  const z4 = z2.times(z2).kept;
  const pair = (a: number, b: number): Value => num(2 / a).plus(z.times(2 / b));
  const c03 = pair(5, 7).plus(pair(9, 11).times(z2));
  const c47 = pair(13, 15).plus(pair(17, 19).times(z2));
  const c8a = pair(21, 23).plus(z2.times(2 / 25));
  const series = c03.plus(c47.plus(c8a.times(z4)).times(z4)).times(z2);
  const third = square.times(TWO_THIRDS_HIGH).kept;
  const rest = series.plus(square.times(TWO_THIRDS_LOW).plus(squareLow.times(2 / 3))).kept;
  const t = third.plus(rest).plus(2).kept;
  const tHigh = first(t, KEEP_26);
  const tLow = rest.minus(tHigh.minus(2).minus(third));

  const product = sHigh.times(tHigh).kept;
  const productLow = sLow.times(tHigh).plus(s.times(tLow)).kept;
  const logM = product.plus(productLow).kept;
  const logMLow = productLow.minus(logM.minus(product));
  const logTwos = k.times(LN2_HIGH).kept;
  const logX = logTwos.plus(logM).kept;
  const logXLow = logTwos
    .minus(logX)
    .plus(logM)
    .plus(logMLow.plus(k.times(LN2_LOW)));

  const power = y.atMost(EXPONENT_MOST).atLeast(-EXPONENT_MOST).kept;
  const powerHigh = first(power, KEEP_26);
  const logHigh = first(logX, KEEP_26);
  const main = powerHigh.times(logHigh).kept;
  const left = power.times(logX.minus(logHigh).plus(logXLow));
  const mainLow = power.minus(powerHigh).times(logHigh).plus(left).kept;
  const p = main.plus(mainLow).kept;
  const pLow = mainLow.minus(p.minus(main));

  const clamped = p.atMost(EXP_MOST).atLeast(EXP_LEAST).kept;
  return expWithTail(clamped, clamped.equals(p).choose(pLow, 0));
}

function writePow(module: ModuleCode): WasmFunction {
  const code = new Code(module, 2);
  const [x, y] = [parameter(code, 0), parameter(code, 1)];
  number(code, SMALLEST_NORMAL).atOrBelow(x).and(x.below(Infinity)).and(y.abs().below(Infinity)).put();
  // nearly every power is of this kind, a power of 0 too
  code.op('everywhere').ifElse(
    () => powOfParts(apart(x), y).put(),
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
  const inside = powOfParts(apart(normal, more), y);
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
