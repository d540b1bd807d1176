import { layOutValues } from '../check/checked.ts';
import { sameDimension } from '../check/units.ts';
import type { Program } from '../compile/program.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { Values } from '../model/spec.ts';
import { placeAppraisal } from './appraise.ts';
import type { AreaFile, FigureValue } from './area/figure.ts';
import { findFigure } from './area/figure.ts';
import type { Experiment, ExperimentArm } from './experiment.ts';
import { overrideParameter } from './override-parameter.ts';
import { applyCommissioning } from './policies/commissioning.ts';
import { applyDrivers } from './policies/drivers.ts';
import { applyFunding } from './policies/funding.ts';
import { type Clock, Inputs } from './policies/inputs.ts';
import { applyPractices } from './policies/practices.ts';
import { applyServices } from './policies/services.ts';
import { applyWorkforce } from './policies/workforce.ts';
import { placeFitted } from './posterior/fitted.ts';
import type { ArmSpec, ScenarioSpec } from './scenario.ts';

/**
 * Turns a scenario into what the engine runs: for each arm, the area's figures and the arm's parameters in
 * their slots, and its policies as inputs over time.
 *
 * @returns undefined when a name, a unit or an amount does not fit; all faults are reported
 */
export function resolveScenario(
  spec: ScenarioSpec,
  area: AreaFile,
  program: Program,
  faults: Faults,
): Experiment | undefined {
  const before = faults.errorCount;
  const image = placeFigures(area, program, spec, faults);
  // What an appraisal prescribes, and what an arm sets, wins over a fit.
  if (spec.fitted) placeFitted(spec.fitted.value, image, program, faults);
  if (spec.appraisal) placeAppraisal(spec.appraisal, image, program, faults);
  const { stepsPerYear } = spec;
  const steps = Math.round(spec.horizon * stepsPerYear);
  // Without the area's figures a policy could not be weighed, and would only repeat the fault.
  const sound = faults.errorCount === before;
  const arms = sound
    ? spec.arms.map(arm =>
        resolveArm(arm, image, program, { start: spec.start, stepsPerYear, steps }, faults),
      )
    : [];
  const { outcomes, published } = program.model;
  for (const { outcome } of [...spec.expect, ...spec.tolerances])
    if (!outcomes.has(outcome.value))
      faults.error(
        'scenario/unknown-outcome',
        outcome.place,
        `"${outcome.value}" is not an outcome of the model`,
        suggest(outcome.value, outcomes.keys()),
      );
  for (const [i, { outcome }] of spec.tolerances.entries())
    if (spec.tolerances.findIndex(t => t.outcome.value === outcome.value) < i)
      faults.error(
        'scenario/tolerance-twice',
        outcome.place,
        `${outcome.value} has a tolerance already`,
        'keep one of the two',
      );
  for (const { value, place } of spec.beside)
    if (!published.has(value))
      faults.error(
        'scenario/unknown-published',
        place,
        `"${value}" is not a published figure of the model`,
        suggest(value, published.keys()) ?? '`tx-sim list published` prints them all',
      );
  if (faults.errorCount > before) return undefined;
  return { spec, area, program, arms, stepsPerYear, steps };
}

function resolveArm(
  arm: ArmSpec,
  areaImage: Float64Array,
  program: Program,
  clock: Clock,
  faults: Faults,
): ExperimentArm {
  const image = Float64Array.from(areaImage);
  for (const override of arm.parameters) overrideParameter(override, image, program, faults);
  return { name: arm.name, label: arm.label, image, ...inputsOf(arm, image, program, clock, faults) };
}

/**
 * An arm's policies as inputs over time, given its numbers.
 *
 * @param image the arm's numbers in their slots
 */
export function inputsOf(
  arm: ArmSpec,
  image: Float64Array,
  program: Program,
  clock: Clock,
  faults: Faults,
): Pick<ExperimentArm, 'changes' | 'read' | 'touched'> {
  const inputs = new Inputs(program, image, clock);
  applyFunding(arm.funding, inputs, faults);
  applyCommissioning(arm.commissioning, inputs, faults);
  applyWorkforce(arm.workforce, inputs, faults);
  applyServices(arm.services, inputs, faults);
  applyPractices(arm.practices, inputs, faults);
  applyDrivers(arm.drivers, inputs, faults);
  return { changes: inputs.changes(), read: inputs.read, touched: inputs.touched };
}

/** The area's figures in their slots, in the engine's units. */
function placeFigures(area: AreaFile, program: Program, spec: ScenarioSpec, faults: Faults): Float64Array {
  const image = Float64Array.from(program.image);
  const { model } = program;
  for (const v of model.variables.values()) {
    if (v.kind !== 'figure') continue;
    const figure = findFigure(area, v.name)?.figure;
    if (!figure) {
      faults.error(
        'area/missing-figure',
        spec.area.place,
        `the area ${area.area} has no figure ${v.name}: ${v.spec.doc}`,
      );
      continue;
    }
    const unit = model.readUnit(figure.unit);
    if ('fault' in unit || !sameDimension(unit, v.unit)) {
      const why = 'fault' in unit ? unit.fault : `the model needs ${v.spec.unit.value}`;
      faults.error(
        'area/unit',
        figure.place ?? spec.area.place,
        `the figure ${v.name} of ${area.area} is in ${figure.unit}; ${why}`,
      );
      continue;
    }
    const values = asValues(figure.value);
    // A number for all of them would count everyone once in each.
    const laid =
      leastDepth(values) < v.over.length
        ? {
            fault: `has one number where the model takes one for each ${v.over.map(s => s.name).join(' and ')}`,
          }
        : layOutValues(values, v.over);
    if (!Array.isArray(laid)) {
      faults.error(
        'area/figure',
        figure.place ?? spec.area.place,
        `the figure ${v.name} of ${area.area} ${laid.fault}`,
        laid.wrong && suggest(laid.wrong, laid.valid ?? []),
      );
      continue;
    }
    // A single figure is a size of the whole area: without money or staff there is nothing to start from.
    if (v.over.length === 0 && laid[0] === 0)
      faults.error(
        'area/zero',
        figure.place ?? spec.area.place,
        `the figure ${v.name} of ${area.area} is zero; nothing can start from it`,
      );
    const { slots } = program.variables.get(v.name)!;
    for (const [i, slot] of slots.entries()) image[slot] = laid[i]! * unit.factor;
  }
  return image;
}

/** How far numbers are broken down, at least; what is missing is told where they are laid out. */
const leastDepth = (values: Values | null): number =>
  values === null
    ? Number.POSITIVE_INFINITY
    : typeof values === 'number'
      ? 0
      : 1 + Math.min(...Object.values(values).map(leastDepth));

const asValues = (value: FigureValue): Values | null =>
  typeof value === 'number' || value === null
    ? value
    : (Object.fromEntries([...value].map(([k, v]) => [k, asValues(v)])) as Values);
