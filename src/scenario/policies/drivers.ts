import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import { pow } from '../../numeric/math.ts';
import { firstOfApril } from '../calendar.ts';
import type { Driver } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/** The sector of the model whose series a scenario may drive. */
const SECTOR = 'drivers';

/** Writes what the world does; drivers multiply what is there already. */
export function applyDrivers(drivers: readonly Driver[], inputs: Inputs, faults: Faults): void {
  for (const driver of drivers)
    for (const element of elementsOf(driver, inputs, faults) ?? [])
      multiply(driver, inputs.path(driver.driver.value, ...element), inputs);
}

/** The cells that are driven, each by its element (none where the driver has one value); undefined after a fault. */
function elementsOf(
  { driver, of, places, place }: Driver,
  inputs: Inputs,
  faults: Faults,
): readonly (readonly string[])[] | undefined {
  const { variables } = inputs.model;
  const variable = variables.get(driver.value);
  if (variable?.kind !== 'series' || variable.spec.sector !== SECTOR) {
    const valid = [...variables.values()].filter(v => v.kind === 'series' && v.spec.sector === SECTOR);
    return faults.error(
      'scenario/unknown-driver',
      driver.place,
      `"${driver.value}" is not a driver of the model`,
      suggest(
        driver.value,
        valid.map(v => v.name),
      ),
    );
  }
  const [set] = variable.over;
  if (!set) {
    if (!of) return [[]];
    return faults.error(
      'scenario/unknown-element',
      places['of'] ?? place,
      `${driver.value} has one value, not one by ${of[0]?.value ?? 'element'}`,
      'leave "of" out',
    );
  }
  const valid = set.members.map(m => set.dimension.elements[m]!);
  if (!of) return valid.map(e => [e]);
  const wrong = of.filter(e => !valid.includes(e.value));
  for (const { value, place: at } of wrong)
    faults.error(
      'scenario/unknown-element',
      at,
      `"${value}" is not an element of ${set.name}`,
      suggest(value, valid),
    );
  return wrong.length > 0 ? undefined : [...new Set(of.map(e => e.value))].map(e => [e]);
}

function multiply({ change, from, over, for: span }: Driver, path: Float64Array, inputs: Inputs): void {
  if (change.kind === 'path') {
    for (const [i, { year, value }] of change.values.entries()) {
      const next = change.values[i + 1];
      inputs.change(
        path,
        inputs.stepOf(firstOfApril(year)),
        next && inputs.stepOf(firstOfApril(next.year)),
        v => v * value,
      );
    }
    return;
  }
  const start = inputs.stepOf(from!);
  const end = span === undefined ? undefined : start + inputs.stepsIn(span);
  if (change.kind === 'times') {
    inputs.ramp(path, start, over, v => v * change.factor, end);
    return;
  }
  const { stepsPerYear } = inputs.clock;
  for (let s = start; s < path.length; s++)
    path[s] = path[s]! * pow(1 + change.perYear, (Math.min(s, end ?? s) - start) / stepsPerYear);
}
