import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFit } from '../../src/cli/load/load-fit.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { checkPosterior } from '../../src/fit/check-posterior.ts';
import { readPosterior } from '../../src/scenario/posterior/read-posterior.ts';
import { program } from '../treatment/bench.ts';
import { tellAll } from './tell.ts';

describe('a posterior that ships', () => {
  it.each(['england', 'barnet'])('is what the fit of %s has left: a backtest takes it', name => {
    const [reading, faults] = [new Faults(), new Faults()];
    const file = `scenarios/fits/${name}-posterior.yaml`;
    const posterior = readPosterior(readFileSync(file, 'utf8'), file, reading)!;
    // The years run beside those fitted are no part of the fit.
    const { spec, facts } = loadFit(`scenarios/fits/${name}.yaml`, program, reading, () => 2020);
    checkPosterior(posterior, spec, facts, program.model, faults);
    // Another scenario or model is told in a warning.
    expect(tellAll(faults).filter(told => !told.startsWith('warning'))).toEqual([]);
  });
});
