import { type CheckedLock, holds } from './lock-results.ts';
import { changedSentence, movedLine, stateWords } from './lock-sentences.ts';

/** Lines of what moved that a report shows of a scenario: enough to see what it is about. */
const MOST_LINES = 20;

/** Scenarios beside their locks as a JUnit report, which continuous integration shows as tests. */
export function junitOf(locks: readonly CheckedLock[]): string {
  const cases = locks.map(lock => {
    const head = `  <testcase classname="tx-sim check" name="${forXml(lock.file)}"`;
    if (holds(lock)) return `${head}/>`;
    const kind = lock.state === 'faulty' ? 'error' : 'failure';
    const said = linesOf(lock).map(forXml).join('\n');
    return `${head}>\n    <${kind} message="${forXml(stateWords(lock))}">${said}</${kind}>\n  </testcase>`;
  });
  const bad = locks.filter(l => !holds(l));
  const errors = bad.filter(l => l.state === 'faulty').length;
  const counts = `tests="${locks.length}" failures="${bad.length - errors}" errors="${errors}"`;
  return `${HEAD} ${counts}>\n${cases.join('\n')}\n</testsuite>\n`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="tx-sim check"';

/** Whether a text is a report of an earlier check. */
export const isReport = (text: string): boolean => text.startsWith(HEAD);

function linesOf({ check, faults = [] }: CheckedLock): string[] {
  const moved = check?.moved ?? [];
  const more = moved.length - MOST_LINES;
  return [
    ...(check ? [changedSentence(check)] : []),
    ...moved.slice(0, MOST_LINES).map(movedLine),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...faults.map(({ place, code, message }) =>
      place ? `${place.file}:${place.line}:${place.column}: ${message} [${code}]` : `${message} [${code}]`,
    ),
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, without the characters that it cannot hold. */
const forXml = (text: string): string =>
  text.replace(/[&<>"]/g, c => ENTITIES[c]!).replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
