import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { finite } from './numbers.ts';
import { preferenceSentence, scoreArms } from './scorecard.ts';
import {
  type ArmComparison,
  appraisalOf,
  compareArms,
  inOurUnit,
  publishedBeside,
} from './value-comparisons.ts';

/** Comparisons, published figures and the scorecard as data, unrounded; undefined where there is only one arm. */
export function valueJson(experiment: Experiment, whole: OutcomeTable): object | undefined {
  const { program } = experiment;
  const { arms } = whole;
  if (arms.length < 2) return undefined;
  const byArm = (all: readonly ArmComparison[]): object =>
    Object.fromEntries(all.map((compared, i) => [arms[i + 1]!.name, armJson(compared)]));
  const measures = scoreArms(program.model.scorecard, whole);
  return {
    appraisal: appraisalOf(experiment)?.spec.name ?? null,
    comparisons: compareArms(experiment, whole).map(({ comparison: { spec: said }, arms: compared }) => ({
      name: said.name,
      label: said.label,
      doc: said.doc,
      kind: said.kind,
      unit: said.unit.value,
      gained: said.gained.value,
      ...(said.kind !== 'difference' && { paid: said.paid.value }),
      arms: byArm(compared),
    })),
    published: publishedBeside(experiment, whole).map(
      ({ published, published: { spec: said }, arms: ours }) => ({
        name: said.name,
        label: said.label,
        value: said.value.value,
        range: said.range,
        unit: said.unit.value,
        converted: { ...inOurUnit(published), unit: published.beside.spec.unit.value },
        source: said.source,
        status: said.status,
        beside: said.beside.value,
        years: said.horizon ?? whole.windows.length,
        differs: said.differs,
        arms: ours ? byArm(ours) : null,
      }),
    ),
    scorecard: {
      measures: measures.map(({ domain, row, noun, differences, best }) => ({
        domain: domain.name,
        outcome: row.spec.name,
        noun,
        unit: row.spec.unit.value,
        better: row.spec.better,
        differences: Object.fromEntries(arms.map((arm, a) => [arm.name, finite(differences[a]!)])),
        best: best.map(a => arms[a]!.name),
      })),
      sentence: measures.length > 0 ? preferenceSentence(measures, whole) : null,
    },
  };
}

const armJson = ({ gained, paid, ratio, told }: ArmComparison): object => ({
  gained: finite(gained),
  ...(paid !== undefined && { paid: finite(paid), ratio: ratio === undefined ? null : finite(ratio) }),
  told: told.text,
});
