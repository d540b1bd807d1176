import { oneIn } from '../treatment/bench.ts';
import { CLAIMS, expectTurned } from './turn-claims.ts';

expectTurned(oneIn(3, CLAIMS).others);
