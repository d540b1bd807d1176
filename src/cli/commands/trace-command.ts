import { runArms } from '../../arms/run-arms.ts';
import type { CheckedModel } from '../../check/checked.ts';
import { Faults, suggest } from '../../diagnostics/diagnostic.ts';
import { slotsToRecord } from '../../outcome/measure-outcomes.ts';
import { type Trace, Tracer } from '../../report/trace.ts';
import { traceJson, tracePage } from '../../report/trace-page.ts';
import { fixedOrdinals, readsOf, slotsOf, type Traced } from '../../report/trace-reads.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import { badFile } from '../disk/files.ts';
import { given, loadScenario, loadWholeProgram } from '../load/load.ts';
import { refuseBadStart, refuseBrokenRun } from '../tell/broken-run.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';

export interface TraceOptions {
  readonly arm?: string;
  readonly area?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Runs a scenario and shows why numbers of it are what they are: variables with what feeds them, over time and by arm. */
export async function traceCommand(file: string, asked: string, options: TraceOptions): Promise<number> {
  const faults = new Faults();
  const program = await loadWholeProgram(faults);
  const traced = chooseTraced(asked, program.model);
  const { scenario, area } = loadScenario(file, program.model, options.area, faults);
  const whole = given(resolveScenario(scenario, area, program, faults), faults);
  const experiment = options.arm === undefined ? whole : withArm(whole, options.arm);
  tellWarnings(faults.all, options);
  const isOutcome = ({ name }: Traced): boolean => program.model.outcomes.has(name);
  const slots = new Set(traced.some(isOutcome) ? slotsToRecord(program) : []);
  for (const t of traced) {
    for (const read of readsOf(t, program)) for (const s of read.slots) slots.add(s);
    if (!isOutcome(t)) for (const s of slotsOf(t, program)) slots.add(s);
  }
  const record = [...slots];
  const runs = runArms(experiment, record);
  refuseBadStart(experiment, runs, faults);
  refuseBrokenRun(experiment, runs);
  const tracer = new Tracer(experiment, runs, record);
  const traces = traced.map(t => tracer.trace(t) ?? refuse(t));
  if (options.json) printJson(traceJson(traces, experiment));
  else printPage(tracePage(traces, experiment, pageWidth()), options.color);
  return EXIT.fine;
}

function refuse({ name, elements }: Traced): Trace {
  const of = elements.length > 0 ? ` for ${elements.join(', ')}` : '';
  throw badFile(
    'cli/trace',
    `${name} has no value${of}: outcomes are told by whole years, and some not by element`,
  );
}

/** What `--trace` asks for: names with commas between, each perhaps with elements in brackets. */
export function chooseTraced(asked: string, model: CheckedModel): Traced[] {
  const all =
    asked
      .match(/[^,[\]]+(\[[^\]]*\])?/g)
      ?.map(t => t.trim())
      .filter(Boolean) ?? [];
  if (all.length === 0) throw badFile('cli/trace', '--trace names nothing', 'for example --trace waiting');
  return all.map(text => {
    const [, name = '', inside] = /^([^[\s]+)\s*(?:\[(.*)\])?$/.exec(text) ?? [];
    const traced = {
      name,
      elements:
        inside
          ?.split(',')
          .map(e => e.trim())
          .filter(Boolean) ?? [],
    };
    const over = (model.variables.get(name) ?? model.outcomes.get(name))?.over;
    if (!over) {
      const hint = suggest(name || text, [...model.variables.keys(), ...model.outcomes.keys()]);
      throw badFile(
        'cli/trace',
        `"${name || text}" is neither a variable nor an outcome of the model`,
        hint ?? '`tx-sim list stocks` (or outcomes, parameters) prints names',
      );
    }
    if (fixedOrdinals(over, traced.elements)) return traced;
    const valid = over.flatMap(({ dimension, members }) => members.map(m => dimension.elements[m]!));
    const wrong = traced.elements.find(e => !valid.includes(e)) ?? traced.elements.at(-1)!;
    const by = over.length > 0 ? `is over ${over.map(s => s.name).join(' and ')}` : 'has no elements';
    throw badFile('cli/trace', `${name} ${by}: "${wrong}" does not fit`, suggest(wrong, valid));
  });
}

/** One arm of an experiment alone. */
function withArm(experiment: Experiment, name: string): Experiment {
  const arms = experiment.arms.filter(a => a.name === name);
  if (arms.length > 0) return { ...experiment, arms };
  const hint = suggest(
    name,
    experiment.arms.map(a => a.name),
  );
  throw badFile('cli/arm', `"${name}" is not an arm of this scenario`, hint);
}
