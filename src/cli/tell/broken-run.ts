import type { ArmRun, ArmStart } from '../../arms/run-arms.ts';
import type { Code } from '../../diagnostics/codes.ts';
import { BadInput, type Faults } from '../../diagnostics/diagnostic.ts';
import { faultSentence } from '../../report/fault-sentence.ts';
import type { RunFault } from '../../run/simulate.ts';
import { dateOfStep } from '../../scenario/calendar.ts';
import type { Experiment } from '../../scenario/experiment.ts';

const CODE_OF: Readonly<Record<RunFault['kind'], Code>> = {
  law: 'run/law',
  negative: 'run/negative',
  'not-a-number': 'run/not-a-number',
};

/** A run that stopped being believable: no result is shown. */
export class BrokenRun extends Error {
  readonly code: Code;

  constructor(fault: RunFault, arm: string, when: string) {
    super(`arm ${arm}, ${when}: ${faultSentence(fault)}`);
    this.code = CODE_OF[fault.kind];
  }
}

/** Ends the command when a law broke, a stock fell below zero or a number was lost, naming arm, time and variable. */
export function refuseBrokenRun({ spec, stepsPerYear }: Experiment, runs: readonly ArmRun[]): void {
  for (const { arm, result } of runs)
    if (result.fault)
      throw new BrokenRun(result.fault, arm.name, dateOfStep(result.fault.step, spec.start, stepsPerYear));
}

/** Ends the command when no start meets the area's figures: whatever came after it would mean nothing. */
export function refuseBadStart({ area }: Experiment, starts: readonly ArmStart[], faults: Faults): void {
  const bad = starts.find(s => !s.start.converged);
  if (!bad) return;
  faults.error(
    'run/start',
    undefined,
    `no steady start meets the figures of ${area.area} ${area.period} (arm ${bad.arm.name}): they contradict one another, or the parameters; furthest off is ${bad.start.worst}`,
    'compare need with people in treatment, and starts with exits; `tx-sim area check` shows what is out',
  );
  throw new BadInput(faults.all);
}
