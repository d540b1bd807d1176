import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { type Engine, runArms } from '../../src/arms/run-arms.ts';
import { checkModel } from '../../src/check/check-model.ts';
import { checkFile, checkModelFiles } from '../../src/cli/load/check-file.ts';
import { kindOf } from '../../src/cli/load/file-kind.ts';
import { hashText } from '../../src/cli/load/model-files.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import { type Diagnostic, Faults } from '../../src/diagnostics/diagnostic.ts';
import { readLock, writeLock } from '../../src/lock/lock-text.ts';
import { readModel } from '../../src/model/read-model.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { compileProgram, interpretProgram } from '../../src/run/machine.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart } from '../../src/run/solve-start.ts';
import { readArea } from '../../src/scenario/area/area-file.ts';
import { importArea } from '../../src/scenario/area/import.ts';
import { type LoadFile, readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { inventRows, writeExport } from '../fixtures/area/testshire.ts';
import { LOCK } from '../lock/lock-fixture.ts';
import { anyModel } from './any-model.ts';
import { anyScenario } from './any-scenario.ts';
import { mutated } from './mutate.ts';

/** What came of a text. */
export interface Verdict {
  readonly answer: 'sound' | 'refused' | 'no start';
  /** What must never be, if anything. */
  readonly wrong?: string;
}

/** Texts of one kind, made at random, and what must hold of each. */
export interface Trial {
  readonly name: string;
  /** How a file of such a text is named. */
  readonly ending: 'yaml' | 'csv' | 'json';
  readonly texts: fc.Arbitrary<string>;
  readonly judge: (text: string) => Verdict;
}

const text = (path: string): string => readFileSync(path, 'utf8');
const BARNET = 'scenarios/areas/barnet.yaml';

/** The text that is tried stands in place of a file of that name; all others are as they are. */
const loaderWith =
  (file: string, content: string, faults: Faults): LoadFile =>
  (path, from) => {
    const named = join(dirname(from.file), path);
    if (named === file) return { text: content, file };
    try {
      return { text: text(named), file: named };
    } catch {
      return faults.error('cli/unreadable', from, `cannot read "${path}"`);
    }
  };

/** What is wrong with an answer itself: every fault has a code, a plain sentence and a place in the file. */
function wrongWith(told: readonly Diagnostic[], file: string, content: string): string | undefined {
  const last = content.split('\n').length;
  for (const { code, message, place, hint = '' } of told) {
    if (!/^[a-z]+\/[a-z-]+$/.test(code)) return `the code ${code}`;
    // What is not a number may be what was written.
    const own = message.replaceAll(/"[^"]*"|^\S+ is not a finite number$/g, '');
    if (/undefined|\[object|Infinity|NaN/.test(own)) return `the message: ${message}`;
    if (/undefined|\[object/.test(hint)) return `the hint: ${hint}`;
    if (message.length > 4_100) return `a message of ${message.length} characters`;
    if (place?.file === file && (place.line < 1 || place.line > last || place.column < 1))
      return `the place ${place.line}:${place.column} of a file of ${last} lines`;
  }
  return undefined;
}

const verdictOf = (told: readonly Diagnostic[], file: string, content: string): Verdict => {
  const wrong = wrongWith(told, file, content);
  const answer = told.some(d => d.severity === 'error') ? 'refused' : 'sound';
  return { answer, ...(wrong !== undefined && { wrong }) };
};

/** Checks a text as the command would that is given a file of it. */
function judgeFile(engine: () => Engine, file: string, content: string): Verdict {
  const faults = new Faults();
  const loaded = { text: content, file };
  const kind = kindOf(loaded, faults);
  if (kind && kind !== 'model')
    checkFile(loaded, kind, engine().machine.program, own => loaderWith(file, content, own), faults);
  return verdictOf(faults.all, file, content);
}

/**
 * Checks a scenario and, where it is sound, runs it: the laws of the model hold whatever is asked of it. Within the ranges
 * of parameters nothing else goes wrong either, and arms that are equal differ by nothing.
 */
function judgeScenario(
  engine: () => Engine,
  file: string,
  content: string,
  isWithinRanges: boolean,
): Verdict {
  const read = judgeFile(engine, file, content);
  if (read.answer === 'refused' || read.wrong !== undefined) return read;
  const faults = new Faults();
  const spec = readScenario(content, file, faults, loaderWith(file, content, faults));
  if (!spec || spec.horizon > 5 || spec.arms.length > 4 || spec.stepsPerYear > 104) return read;
  const { program } = engine().machine;
  const area = readArea(text(BARNET), BARNET, faults)!;
  const experiment = resolveScenario(spec, area, program, faults);
  if (!experiment) return { answer: 'refused', wrong: 'checked as sound, and then refused' };
  const record = slotsToRecord(program);
  const runs = runArms(experiment, record, engine());
  if (runs.some(r => !r.start.converged)) return { answer: 'no start' };
  for (const { arm, result } of runs)
    if (result.fault && (isWithinRanges || result.fault.kind === 'law'))
      return { answer: 'sound', wrong: `${arm.name}: ${JSON.stringify(result.fault)}` };
  if (!isWithinRanges) return read;
  const { rows } = measureOutcomes(experiment, runs, record, { window: 'year' });
  const [some, again] = ['some', 'again'].map(name => runs.findIndex(r => r.arm.name === name)) as [
    number,
    number,
  ];
  for (const { spec: outcome, byWindow } of rows)
    for (const [y, value] of byWindow[some]!.entries()) {
      if (!Number.isFinite(value)) return { answer: 'sound', wrong: `${outcome.name} is ${value}` };
      if (!Object.is(value, byWindow[again]![y]))
        return {
          answer: 'sound',
          wrong: `${outcome.name} differs between equal arms: ${value} and ${byWindow[again]![y]}`,
        };
    }
  return read;
}

/** A model that must be sound, whose law must hold over a year, in the same bits by the interpreter and compiled. */
function judgeModel(content: string): Verdict {
  const faults = new Faults();
  const spec = readModel([{ file: 'any.yaml', text: content }], faults);
  const model = spec && checkModel(spec, faults);
  const program = model && compileModel(model, faults, model.variables.keys());
  const read = verdictOf(faults.all, 'any.yaml', content);
  if (!program) return { ...read, wrong: `refused: ${JSON.stringify(faults.all[0])}` };
  const record = program.slotNames.map((_, slot) => slot);
  const [plain, compiled] = [interpretProgram(program), compileProgram(program)].map(machine => {
    const start = prepareStart(machine).solve(program.image, 52);
    return simulate(machine, { start: start.values, stepsPerYear: 52, steps: 52, changes: [], record });
  }) as [ReturnType<typeof simulate>, ReturnType<typeof simulate>];
  if (plain.fault) return { answer: 'sound', wrong: JSON.stringify(plain.fault) };
  const differs = plain.series.findIndex((x, i) => !Object.is(x, compiled.series[i]));
  return differs < 0
    ? read
    : {
        answer: 'sound',
        wrong: `${program.slotNames[differs % record.length]}: ${plain.series[differs]} interpreted, ${compiled.series[differs]} compiled`,
      };
}

function judgeLock(content: string): Verdict {
  const faults = new Faults();
  readLock(content, 'any.lock.json', hashText, faults);
  return verdictOf(faults.all, 'any.lock.json', content);
}

function judgeExport(content: string): Verdict {
  const faults = new Faults();
  const national = 'scenarios/areas/england-figures.yaml';
  const england = readArea(text(national), national, faults)!;
  importArea(content, 'any.csv', { area: 'Testshire' }, england, undefined, faults);
  return verdictOf(faults.all, 'any.csv', content);
}

/** A year of one area, of both sexes together: enough to be imported, and soon changed. */
const smallExport = (): string =>
  writeExport(inventRows().filter(row => row['sex'] === 'Total' && row['ReportingPeriod'] === '2015/16'));

const SMALL_SCENARIO = `title: Small
area: ../areas/barnet.yaml
start: 2016-04-01
horizon: 2 years
arms:
  as_now: {}
  other:
    label: Other
    funding: [{cut: 15%, from: 2016-10, over: 1 year}]
    commissioning: [{retender: [access, recovery], to: incumbent, start: 2017-04, term: 1 year}]
    workforce: [{turnover: +30%, from: 2017-04, for: 6 months}]
    services: [{move: 20%, out_of: prescribing, into: recovery, from: 2017-04}]
    practices: [{adopt: naloxone, reach: 40%, from: 2017-04}]
    drivers: [{driver: need_factor, path: {2017/18: 1.2}, reason: r}]
    parameters:
      handoff_loss: {value: 0.1, reason: r}
      turnover_reference: {value: 0.25, reason: r}
expect:
  - {outcome: in_treatment, arm: as_now, at: 2017-03, within: 3%, of: area}
`;

/** The head of a file of many lines alike: what is wrong shows in those as well. */
const short = (long: string): string => long.split('\n').slice(0, 60).join('\n');

/** A posterior of a few draws, which says how many there are. */
const fewDraws = (posterior: string): string => {
  const head = short(posterior);
  return head.replace(/^rows: \d+$/m, `rows: ${head.split('\ndraws:\n')[1]!.split('\n').length}`);
};

/**
 * Every trial that there is.
 *
 * @param engine the treatment model, ready to be run
 */
export function trials(engine: () => Engine): readonly Trial[] {
  const { program } = engine().machine;
  const changed = (
    name: string,
    file: string,
    content: string,
    judge?: Trial['judge'],
    most?: number,
  ): Trial => ({
    name,
    ending: 'yaml',
    texts: mutated(content, most),
    judge: judge ?? (tried => judgeFile(engine, file, tried)),
  });
  const shipped = readdirSync('src/model/treatment')
    .filter(f => f.endsWith('.yaml'))
    .map(f => ({ file: f, text: text(`src/model/treatment/${f}`) }));
  const beside = { file: 'common.yaml', text: text('test/check/common.yaml') };
  return [
    {
      name: 'scenarios of all that there is',
      ending: 'yaml',
      texts: anyScenario(program, '../areas/barnet.yaml'),
      judge: tried => judgeScenario(engine, 'scenarios/any/x.yaml', tried, true),
    },
    { name: 'models of places and moves', ending: 'yaml', texts: anyModel, judge: judgeModel },
    changed('a scenario, changed', 'scenarios/any/x.yaml', SMALL_SCENARIO, tried =>
      judgeScenario(engine, 'scenarios/any/x.yaml', tried, false),
    ),
    changed('a claim, changed', 'scenarios/claims/x.yaml', text('scenarios/claims/painful-but-quick.yaml')),
    changed('an area, changed', BARNET, text(BARNET)),
    changed('a fit, changed', 'scenarios/fits/x.yaml', text('scenarios/fits/barnet.yaml')),
    changed('series, changed', 'scenarios/fits/x.yaml', short(text('scenarios/fits/barnet-series.yaml'))),
    changed('a posterior, changed', 'x.yaml', fewDraws(text('scenarios/fits/barnet-posterior.yaml'))),
    changed('a small model, changed', 'common.yaml', beside.text, tried =>
      verdictOf(checkModelFiles([{ ...beside, text: tried }], []), beside.file, tried),
    ),
    {
      name: 'a sector of the treatment model, changed',
      ending: 'yaml',
      texts: fc.constantFrom(...shipped).chain(sector => mutated(sector.text, 1)),
      judge: tried => verdictOf(checkModelFiles([{ file: 'x.yaml', text: tried }], shipped), 'x.yaml', tried),
    },
    {
      name: 'a lock, changed',
      ending: 'json',
      texts: mutated(writeLock(LOCK, hashText), 2),
      judge: judgeLock,
    },
    { name: 'an export, changed', ending: 'csv', texts: mutated(smallExport(), 3), judge: judgeExport },
  ];
}

/** Tries a text; what is thrown is what must never be. */
export function tryText({ judge }: Trial, tried: string): Verdict {
  try {
    return judge(tried);
  } catch (e) {
    return { answer: 'refused', wrong: e instanceof Error ? (e.stack ?? e.message) : String(e) };
  }
}
