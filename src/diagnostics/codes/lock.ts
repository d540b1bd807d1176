/** Of published results: locks of scenarios, and folders that are repeated. */
export const LOCK_CODES = {
  'lock/conflict':
    'Two versions of the lock were merged and the conflict was left in the file. Restore one of them, or remove the lock and lock the scenario anew.',
  'lock/edited':
    'The lock does not match its own checksum: somebody changed it by hand. Restore it from version control, or remove it and lock the scenario anew.',
  'lock/expectation':
    'The scenario is locked although one of its own checks fails, for which `tx-sim run` exits 1. Mend the scenario or the expectation.',
  'lock/no-reason':
    'Published numbers would change, and nobody would know why. Look at what moved, then say why it may with --reason.',
  'lock/no-scenario': 'The file is no scenario, and so has no results to lock. Name scenario files.',
  'lock/not-a-lock':
    'The file has the name of a lock and holds something else. Restore it, or remove it and lock the scenario anew.',
  'lock/not-whole':
    'The lock was cut short or damaged. Restore it from version control, or remove it and lock the scenario anew.',
  'lock/nothing': 'The named folders hold neither scenarios nor locks. Name the folder of your scenarios.',
  'lock/reason-alone':
    'A reason was given for a change although nothing was to be changed. Add --update, or leave it out.',
  'lock/report':
    'The place for the report holds something that is no report of an earlier check, which would be lost. Name another file.',
  'lock/shared':
    'Two scenarios differ in nothing but the ending of their names, and would overwrite the same lock. Rename one of them.',
  'lock/version':
    'The lock was written by a version of the tool that this one cannot read. Use that version, or remove the lock and lock the scenario anew.',
  'verify/input':
    'The folder names a file that it rests on and does not hold it, so it cannot be repeated. Restore the folder whole, or run again.',
  'verify/no-results':
    'The folder was not written with --out, or its manifest is gone. Name a folder of results.',
  'verify/not-repeatable':
    'The folder was written by a version of the tool that did not keep what it had read. Run the scenario again with --out.',
  'verify/unfinished':
    'The comparison that fills the folder was interrupted. Finish it with --resume before it is verified.',
};
