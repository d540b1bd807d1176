import { EXPERIMENTS, oneIn } from './bench.ts';
import { expectLawsKept } from './keep-laws.ts';

expectLawsKept(oneIn(4, EXPERIMENTS).others);
