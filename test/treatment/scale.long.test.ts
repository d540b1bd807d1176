import { oneIn, WITH_MONEY } from './bench.ts';
import { expectSameAtAnySize } from './other-size.ts';

expectSameAtAnySize(oneIn(6, WITH_MONEY).others);
