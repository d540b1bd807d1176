import type { DrawFailure } from '../ensemble/ensemble.ts';
import type { RunFault } from '../run/simulate.ts';
import { dateOfStep } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { figures } from './numbers.ts';

/** What went wrong in a run. */
export function faultSentence({ kind, name, value, lastGood }: RunFault): string {
  if (kind === 'law')
    return `the law ${name} is off by ${figures(value)}, beside a size of ${figures(lastGood)}`;
  if (kind === 'negative')
    return `${name} fell below zero, to ${figures(value)}; its last good value was ${figures(lastGood)}`;
  return `${name} is not a number any more (${value}); its last good value was ${figures(lastGood)}`;
}

/** Which draw failed, in which arm, when and why. */
export function failureSentence(
  { draw, arm, fault }: DrawFailure,
  { spec, stepsPerYear }: Experiment,
): string {
  if (fault.kind === 'start')
    return `draw ${draw}, arm ${arm}: no steady start meets the area’s figures; furthest off is ${fault.name}`;
  const when = dateOfStep(fault.step, spec.start, stepsPerYear);
  return `draw ${draw}, arm ${arm}, ${when}: ${faultSentence(fault)}`;
}
