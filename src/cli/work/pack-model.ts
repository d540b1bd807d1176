/** Run after the bundle is built: packs the shipped model and areas, so that the command need not make them each time. */
import { compileModel } from '../../compile/compile-model.ts';
import { BadInput, Faults } from '../../diagnostics/diagnostic.ts';
import { freshModel } from '../load/fresh-model.ts';
import { given } from '../load/load.ts';
import { writePackedAreas } from '../load/packed-areas.ts';
import { writePacked } from '../load/packed-model.ts';
import { writePackedLanes } from './packed-lanes.ts';
import { writePackedStarts } from './packed-starts.ts';

const faults = new Faults();
const model = freshModel(faults);
const program = given(compileModel(model, faults), faults);
const whole = given(compileModel(model, faults, model.variables.keys()), faults);
// A warning would be told at every run.
if (faults.all.length > 0) throw new BadInput(faults.all);
const packed = writePacked(program, whole);
writePackedAreas();
writePackedStarts(packed);
writePackedLanes(packed);
