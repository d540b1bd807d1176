import { type Shape, scalar } from '../source/shape.ts';

/** What the model may be off by, as written; see `FitLine`. */
export interface WrittenError {
  /** A fraction of the value. */
  readonly relative: number;
  readonly absolute: number;
  /** What the absolute part counts, as written: `points`, `people`; undefined where there is none. */
  readonly word?: string;
}

const PART = /^(\d+(?:\.\d+)?) ?(%|[a-z]+)$/i;

/** `2%`, `2 points`, `50 adults`, or a relative part and an absolute one: `2% + 50 adults`. */
export const errorSize: Shape<WrittenError> = scalar<WrittenError>(
  'what the model may be off by, such as 2%, 2 points or 2% + 50 adults',
  { type: 'string', examples: ['2%', '2 points', '2% + 50 adults'] },
  ({ text }) => {
    if (/^[\d.]+$/.test(text))
      return {
        fault: `"${text}" has no unit`,
        hint: `write ${text}% of the value, ${text} points of a share in %, or ${text} and what the series counts`,
      };
    const parts = text.split('+').map(part => PART.exec(part.trim()));
    const relative = parts.filter(p => p?.[2] === '%');
    const absolute = parts.filter(p => p && p[2] !== '%');
    if (parts.includes(null) || relative.length > 1 || absolute.length > 1) return undefined;
    const size = (part: RegExpExecArray | null | undefined): number => Number(part?.[1] ?? 0);
    const word = absolute[0]?.[2];
    const [r, a] = [size(relative[0]) / 100, size(absolute[0])];
    if (r + a === 0) return { fault: `"${text}": no model is never off`, hint: 'write an error above 0' };
    return { relative: r, absolute: a, ...(word !== undefined && { word }) };
  },
);
