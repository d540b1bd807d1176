import { describe, expect, it } from 'vitest';
import { runText } from './canonical.ts';

const TEACUP = `
sector: teacup
doc: A cup cools towards its room.
base_units: [kelvin]
parameters:
  room: {doc: Room, unit: kelvin, value: 70, range: [60, 80], status: assumption, source: Meadows 2008}
  cooling_time: {doc: Time, unit: year, value: 10, range: [5, 20], status: assumption, source: Meadows 2008}
stocks:
  temperature: {doc: Cup, unit: kelvin, initial: room + room * 11 / 7, outflows: heat_loss}
flows:
  heat_loss: {doc: Loss, unit: kelvin/year, equation: (temperature - room) / cooling_time}
`;

describe('the teacup', () => {
  it('cools along the exponential, and halving dt halves the error', () => {
    const exact = 70 + 110 * Math.exp(-30 / 10);
    const errors = [8, 16, 32, 64].map(n =>
      Math.abs(runText(TEACUP, ['temperature'], 30, n).values[0]!.at(-1)! - exact),
    );
    for (const [i, e] of errors.entries()) if (i > 0) expect(errors[i - 1]! / e).toBeCloseTo(2, 1);
    expect(errors[3]!).toBeLessThan(0.03);
  });
});

const SIR = `
sector: sir
doc: An epidemic in a closed population (Kermack and McKendrick 1927).
parameters:
  beta: {doc: Contact, unit: 1/week, value: 0.5, range: [0, 1], status: assumption, source: chosen}
  stay: {doc: Infectious period, unit: week, value: 4, range: [1, 9], status: assumption, source: chosen}
  everyone: {doc: Population, unit: people, value: 1000, range: [1, 9000], status: assumption, source: chosen}
  first: {doc: First cases, unit: people, value: 0.001, range: [0, 1], status: assumption, source: chosen}
stocks:
  susceptible: {doc: S, unit: people, initial: everyone - first}
  infectious: {doc: I, unit: people, initial: first}
  recovered: {doc: R, unit: people, initial: 0}
moves:
  catching: {doc: Infection, from: susceptible, to: infectious, hazard: beta * infectious / everyone}
  recovering: {doc: Recovery, from: infectious, to: recovered, after: stay}
laws:
  people: {doc: Closed, total: susceptible + infectious + recovered, changes_by: 0 * beta * first}
`;

describe('the epidemic', () => {
  it('ends at the final size that R0 = 2 implies: z = 1 - exp(-2 z)', () => {
    const { values } = runText(SIR, ['recovered', 'infectious'], 6, 52 * 32);
    let z = 0.8;
    for (let i = 0; i < 200; i++) z = 1 - Math.exp(-2 * z);
    expect(values[0]!.at(-1)! / 1000).toBeCloseTo(z, 2);
    expect(values[1]!.at(-1)!).toBeLessThan(1e-6);
  });
});
