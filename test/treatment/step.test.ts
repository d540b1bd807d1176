import { oneIn, WITH_MONEY } from './bench.ts';
import { expectStepSmallEnough } from './half-step.ts';

expectStepSmallEnough(oneIn(8, WITH_MONEY).some);
