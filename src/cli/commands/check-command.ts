import { existsSync, readFileSync, statSync } from 'node:fs';
import { isReport, junitOf } from '../../report/junit.ts';
import { locksJson } from '../../report/lock-json.ts';
import { checkPage } from '../../report/lock-page.ts';
import { holds } from '../../report/lock-results.ts';
import { badFile } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { findLocked } from '../load/locked-files.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellFaults, tellWarnings, type Voice } from '../tell/tell.ts';
import { printJson, printPage } from '../tell/terminal.ts';
import { checkLocks } from '../work/check-locks.ts';

export interface CheckOptions extends Voice {
  readonly update?: boolean;
  readonly reason?: string;
  readonly junit?: string;
  readonly all?: boolean;
  readonly workers?: string;
}

/** Runs every scenario again and says which of its locked numbers moved, and why. */
export async function checkCommand(paths: readonly string[], options: CheckOptions): Promise<number> {
  const { update = false, reason, junit, all = false, workers, json, color } = options;
  if (reason !== undefined && !update) throw badFile('lock/reason-alone', '--reason goes with --update');
  if (junit !== undefined) refuseReport(junit);
  const locks = await checkLocks({
    ...findLocked(paths),
    update,
    ...(reason !== undefined && { reason }),
    ...(workers !== undefined && { workers }),
  });
  const faults = locks.flatMap(l => l.faults ?? []);
  if (junit !== undefined) writeWhole(junit, junitOf(locks));
  if (json) printJson(locksJson(locks, { version }));
  else {
    printPage(checkPage(locks, { all }), color);
    tellWarnings(
      locks.flatMap(l => l.warnings),
      options,
    );
    if (faults.length > 0) tellFaults(faults, options);
  }
  if (faults.length > 0) return EXIT.badInput;
  return locks.every(holds) ? EXIT.fine : EXIT.failed;
}

/** A scenario or a lock whose name was given by mistake must not be lost, and is not to be found out after all has run. */
function refuseReport(path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isFile() && isReport(readFileSync(path, 'utf8'))) return;
  throw badFile(
    'lock/report',
    `--junit ${path} would take the place of something that is no report`,
    'name a new file, such as check.xml',
  );
}
