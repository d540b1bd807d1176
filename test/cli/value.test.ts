import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

describe('tx-sim run --appraisal', () => {
  it('values the arms by another appraisal, and says so', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const usual = txSim(folder, ['run', 's.yaml']);
    const nice = txSim(folder, ['run', 's.yaml', '--appraisal', 'nice']);
    expect([usual.code, nice.code, nice.err]).toEqual([0, 0, '']);
    expect(usual.out).toMatch(
      /\nValue beside As now, in 2016\/17\n(.*\n)+Appraisal: Green Book; --appraisal nice, /,
    );
    expect(usual.out).not.toMatch(/^Appraisal {2}/m);
    expect(nice.out).toMatch(/\nAppraisal {2}NICE: /);
    expect(nice.out).toMatch(/\nAppraisal: NICE; --appraisal green_book, /);
    expect(usual.out).toMatch(/\nThe whole person: beside As now, in 2016\/17\n(.*\n)+Health\n/);
    // Everything above the value, but for what names the appraisal and the run, is the same.
    const tables = ({ out }: { out: string }) =>
      out.slice(out.indexOf('\nResult\n'), out.indexOf('\nValue '));
    expect(tables(nice)).toBe(tables(usual));
    for (const line of nice.out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('is in the document, with numbers that are not rounded', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const { out } = txSim(folder, ['run', 's.yaml', '--json', '--appraisal', 'undiscounted']);
    const { value, scenario } = JSON.parse(out);
    expect(scenario.appraisal).toBe('undiscounted');
    expect(value.appraisal).toBe('undiscounted');
    const [net] = value.comparisons;
    expect(net.name).toBe('net_benefit');
    expect(Number.isInteger(net.arms.cut.gained)).toBe(false);
    expect(value.scorecard.sentence).toMatch(/prefer/);
  });

  it('knows appraisals by name', () => {
    const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), [
      'run',
      's.yaml',
      '--appraisal',
      'nise',
    ]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('error: "nise" is not an appraisal [cli/appraisal]\n  did you mean nice?\n1 error\n');
  });

  it('leaves value out where only some outcomes are asked for', () => {
    const { out } = txSim(folderWith({ 's.yaml': SHORT }), ['run', 's.yaml', '--only', 'deaths']);
    expect(out).not.toMatch(/^(Value|The whole person)/m);
  });
});
