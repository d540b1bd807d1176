import { locksJson } from '../../report/lock-json.ts';
import { lockPage } from '../../report/lock-page.ts';
import { version } from '../disk/version.ts';
import { chooseCount, chooseSampling } from '../load/choose-compared.ts';
import { scenariosNamed } from '../load/locked-files.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellFaults, tellWarnings, type Voice } from '../tell/tell.ts';
import { printJson, printPage } from '../tell/terminal.ts';
import { checkLocks } from '../work/check-locks.ts';

export interface LockOptions extends Voice {
  readonly draws?: string;
  readonly sampling?: string;
  readonly reason?: string;
  readonly workers?: string;
}

/** Writes the published numbers of scenarios beside them; what is locked already, and not as it was, needs a reason. */
export async function lockCommand(files: readonly string[], options: LockOptions): Promise<number> {
  const { draws, sampling, reason, workers, json, color } = options;
  const scenarios = scenariosNamed(files);
  const asked = {
    ...(draws !== undefined && { draws: draws === '0' ? 0 : chooseCount('--draws', draws, 1) }),
    ...(sampling !== undefined && { sampling: chooseSampling(sampling) }),
  };
  const request = {
    asked,
    ...(reason !== undefined && { reason }),
    ...(workers !== undefined && { workers }),
  };
  const locks = await checkLocks({ scenarios, update: true, ...request });
  const faults = locks.flatMap(l => l.faults ?? []);
  if (json) printJson(locksJson(locks, { version }));
  else {
    printPage(lockPage(locks), color);
    tellWarnings(
      locks.flatMap(l => l.warnings),
      options,
    );
    if (faults.length > 0) tellFaults(faults, options);
  }
  return faults.length > 0 ? EXIT.badInput : EXIT.fine;
}
