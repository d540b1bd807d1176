import { type Shape, scalar } from '../../source/shape.ts';
import { parsePeriod } from './period.ts';

/** A financial year. */
export const periodShape: Shape<string> = scalar(
  'a financial year such as 2016/17',
  { type: 'string', pattern: '^\\d{4}/\\d{2}$' },
  node => parsePeriod(node.text),
);
