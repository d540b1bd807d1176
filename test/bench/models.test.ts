import { describe, expect, it } from 'vitest';
import { runLanes } from '../../src/ensemble/lanes/lane-run.ts';
import {
  type CommonModel,
  compileCommon,
  equationsOf,
  ring,
  SIR,
  simulationModel,
  startCommon,
} from './models.ts';

const YEARS = 1;

describe.each<[string, CommonModel]>([
  ['an epidemic', SIR],
  ['a ring of stocks', ring(40)],
])('%s', (_, model) => {
  it('comes to the same in our language and in the package simulation', () => {
    const program = compileCommon(model);
    const machine = startCommon(program, YEARS);
    const { placeOf, lanes } = machine.program;
    const { broken } = runLanes(machine, { alike: [] });
    expect(broken[0]).toBe(0);
    const theirs = simulationModel(model, YEARS).run();
    for (const [i, name] of Object.keys(model.stocks).entries()) {
      const ours = machine.memory[placeOf[program.variables.get(name)!.slots[0]!]! * lanes]!;
      expect(Math.abs(ours / theirs[i]! - 1), name).toBeLessThan(1e-9);
    }
  });
});

it('a ring has two and a half equations for a stock, and a half for itself', () => {
  expect(equationsOf(ring(40))).toBe(140);
});
