import type { CheckedParameter } from '../check/checked.ts';
import type { Hashes } from '../lock/lock.ts';
import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import { formatDate } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { takenFromFit } from '../scenario/posterior/fitted.ts';
import { mediansOf, type Posterior } from '../scenario/posterior/posterior.ts';
import { claimJson } from './claim-json.ts';
import { type CutResults, cutSentences } from './cut-results.ts';
import { finite } from './numbers.ts';
import { resolvedScenario } from './resolved-scenario.ts';
import { resultSentences } from './result-sentences.ts';
import type { RunResults } from './run-results.ts';
import { valueJson } from './value-json.ts';

export interface Tool {
  readonly version: string;
}

/** All of a run's results as one JSON document. A number that does not exist is null. */
export function runJson(results: RunResults, tool: Tool, only?: ReadonlySet<string>): object {
  const {
    experiment,
    hashes,
    whole,
    breakdown,
    claim,
    cut,
    drawn,
    evidence,
    caveats,
    warnings,
    expectations,
  } = results;
  const value = valueJson(experiment, whole);
  return {
    ...factsJson(experiment, hashes, tool),
    ...(drawn && { drawn }),
    sentences: resultSentences(whole),
    ...tableJson(whole, only),
    ...(value && { value }),
    ...(breakdown && {
      breakdown: {
        by:
          breakdown.table.by ?? (breakdown.table.windows.length > whole.windows.length ? 'quarter' : 'year'),
        ...tableJson(breakdown.table, only),
      },
    }),
    ...(claim && { claim: claimJson(claim) }),
    ...(cut && { cut: cutJson(whole, cut, only) }),
    evidence,
    caveats,
    warnings,
    expectations: expectations.map(({ expectation, value, ok, told }) => ({
      outcome: expectation.outcome.value,
      arm: expectation.arm,
      value: finite(value),
      ok,
      told,
    })),
  };
}

/** What was run, and by what. */
export function factsJson(
  { spec, area, program, arms, stepsPerYear, steps }: Experiment,
  hashes: Hashes,
  tool: Tool,
): object {
  const { money } = program.model.spec;
  return {
    tool: { name: 'tx-sim', version: tool.version },
    hashes,
    title: spec.title,
    ...(spec.question !== undefined && { question: spec.question }),
    area: { name: area.area, ...(area.code !== undefined && { code: area.code }), period: area.period },
    clock: {
      start: formatDate(spec.start),
      end: formatDate(spec.end),
      years: spec.horizon,
      stepsPerYear,
      steps,
    },
    seed: spec.seed,
    ...(money && { pricesOf: money.priceYear }),
    scenario: resolvedScenario(spec, area.area),
    ...(spec.fitted && { fit: fitJson(spec.fitted.value, takenFromFit(program.model, spec)) }),
    // Of a scenario's arms perhaps not all are run.
    arms: arms.map(({ name, label }) => {
      const { doc } = spec.arms.find(arm => arm.name === name)!;
      return { name, label, ...(doc !== undefined && { doc }) };
    }),
    reference: arms[0]?.name ?? null,
  };
}

/** The fit that parameters are taken from, each at its median; of one with several values the factor on them. */
function fitJson(posterior: Posterior, taken: readonly CheckedParameter[]): object {
  const { title, years, file, hashes } = posterior;
  const medians = mediansOf(posterior);
  const names = new Set(taken.map(p => p.name));
  const all = posterior.parameters.map(({ name }, p) => [name.value, medians[p]!] as const);
  return { title, years, file, hashes, medians: Object.fromEntries(all.filter(([name]) => names.has(name))) };
}

/** The outcomes have no numbers where no loop is at work: they are those of the run itself. */
function cutJson(whole: OutcomeTable, cut: CutResults, only?: ReadonlySet<string>): object {
  const { loops, table } = cut;
  return {
    loops: loops.map(({ parameters, ...loop }) => ({
      ...loop,
      parameters: parameters.map(({ name, value, neutral }) => ({ name, value: value ?? null, neutral })),
    })),
    sentences: cutSentences(whole, cut),
    // The arms keep the names that they have in the run.
    ...(table && tableJson({ ...table, arms: whole.arms }, only)),
  };
}

function tableJson(table: OutcomeTable, only?: ReadonlySet<string>): object {
  return {
    windows: table.windows,
    outcomes: table.rows.filter(r => !only || only.has(r.spec.name)).map(row => rowJson(row, table)),
  };
}

function rowJson({ spec, element, byWindow, overall }: OutcomeRow, { arms }: OutcomeTable): object {
  const { name, label, doc, unit, table, better, summary } = spec;
  return {
    name,
    label,
    doc,
    unit: unit.value,
    table,
    better,
    summary,
    ...(element !== undefined && { element }),
    arms: Object.fromEntries(
      arms.map((arm, a) => [
        arm.name,
        {
          overall: finite(overall[a]!),
          difference: finite(overall[a]! - overall[0]!),
          byWindow: byWindow[a]!.map(finite),
        },
      ]),
    ),
  };
}
