import { describe, expect, it } from 'vitest';
import { CUT, folderWith, txSim } from './tx-sim.ts';

const withParameter = (name: string, value: number): string =>
  `${CUT}    parameters: {${name}: {value: ${value}, reason: a test}}\n`;
/** What a page says, its lines joined again. */
const words = (out: string): string => out.replace(/\s+/g, ' ');

describe('tx-sim run --cut', () => {
  it('says after the header what the cut changes, and then all that run says', () => {
    const folder = folderWith({ 's.yaml': CUT });
    const { code, out, err } = txSim(folder, ['run', 's.yaml', '--cut', 'B2']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /\nHashes .*\n\nWith B2 cut\nWithout B2 \(overtime\), “Cut 25 %” beside “As now” over 2\s+years: \d+ fewer/,
    );
    expect(words(out)).toContain('B2 is cut by overtime 0 in place of 0.1. The start is solved again');
    expect(out).toMatch(/\nCut 25 % beside As now\n +all loops +B2 cut +B2 adds\n/);
    expect(out).toMatch(/\n {2}Completions of treatment +−\d+ +−\d+ +\+\d+\n/);
    expect(out).toMatch(/\n\d+ other rows do not move\.\n\nResult\n/);
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
    // What run says of the scenario as it is does not change.
    const plain = txSim(folder, ['run', 's.yaml']).out;
    expect(out.slice(out.indexOf('\nResult\n'))).toBe(plain.slice(plain.indexOf('\nResult\n')));
  });

  it('cuts several loops at once, of an arm alone beside itself', () => {
    const alone = CUT.replace(/ {2}as_now:\n.*\n/, '');
    const { out } = txSim(folderWith({ 's.yaml': alone }), ['run', 's.yaml', '--cut', 'R1,B2,R1']);
    expect(words(out)).toContain(
      'With R1 and B2 cut Without R1 (burnout and vacancies) and B2 (overtime), over 2 years: ',
    );
    expect(out).toMatch(/\n {15,}as it is +R1 and B2 cut +difference\n/);
  });

  it('knows the loops by name, and lists them for one that it does not know', () => {
    const folder = folderWith({ 's.yaml': CUT });
    const { code, out, err } = txSim(folder, ['run', 's.yaml', '--cut', 'R1,r2']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^error: "r2" is not a loop \[cli\/cut\]\n {2}did you mean R2\? The loops are R1 \(.+\), .*B6 \(.+\)\n/,
    );
  });

  it('wants a loop named', () => {
    const { code, err } = txSim(folderWith({ 's.yaml': CUT }), ['run', 's.yaml', '--cut', ',']);
    expect(code).toBe(2);
    expect(err).toContain('--cut names no loop [cli/cut]');
  });

  it('warns at its place of a parameter that the scenario sets and the cut sets too', () => {
    const folder = folderWith({ 's.yaml': withParameter('overtime', 0.12) });
    const { code, err } = txSim(folder, ['run', 's.yaml', '--cut', 'B2']);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^s\.yaml:11:18: warning: overtime is set here, and the cut of B2 sets it to 0: the cut wins \[scenario\/cut-wins\]\n/,
    );
    expect(err.match(/warning:/g)).toHaveLength(1);
  });

  it('says of a loop that nothing sets going that it is not at work', () => {
    const off = withParameter('overtime', 0).replace(/ {2}as_now:\n.*\n/, '');
    const { out, err } = txSim(folderWith({ 's.yaml': off }), ['run', 's.yaml', '--cut', 'B2']);
    expect(err).toBe('');
    expect(words(out)).toContain(
      'With B2 cut B2 (overtime) is not at work: overtime stands at its neutral value already. Result',
    );
  });
});

describe('loops', () => {
  it('are listed with what cuts each', () => {
    expect(txSim('.', ['list', 'loops']).out).toMatch(/\nB2 +overtime +overtime\n/);
    const { items } = JSON.parse(txSim('.', ['list', 'loops', '--json']).out);
    expect(items.find((i: { name: string }) => i.name === 'B2')).toMatchObject({
      kind: 'balancing loop',
      label: 'overtime',
      cutBy: [{ name: 'overtime', value: 0.1, neutral: 0 }],
    });
  });

  it('are explained, as is which loop a parameter cuts', () => {
    expect(txSim('.', ['explain', 'R2']).out).toMatch(
      /^R2: reinforcing loop, sector loops\n(.*\n)+label +.*\ncut by +novice_productivity at 1 \(it stands at 0\.6\)(.*\n)+feeds +auxiliary: /,
    );
    expect(txSim('.', ['explain', 'overtime']).out).toMatch(/\ncuts +B2 \(overtime\)\n/);
  });
});
