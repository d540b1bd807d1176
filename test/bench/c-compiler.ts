import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CWidth } from './c-math.ts';

/** No operation that rounds once where two would, and none that tells of errors. */
const SAME_BITS = ['-ffp-contract=off', '-fno-math-errno'];

/** Scalar code for every processor; in lanes what our host uses too where the processor has it. */
export const FLAGS: Readonly<Record<CWidth, readonly string[]>> = {
  1: ['-O2'],
  2: ['-O2', '-mavx'],
  4: ['-O2', '-mavx2'],
};

/** Why there is nothing to measure against; undefined where there is. */
export const noCompiler = (): string | undefined =>
  spawnSync('g++', ['--version']).status === 0 ? undefined : 'g++ is not here';

/** Whether this processor has 256 bits: Linux says so, elsewhere it is not tried. */
export function hasAvx2(): boolean {
  try {
    return / avx2 /.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

/** A compiled program, which turns numbers into numbers. */
export interface Compiled {
  /** @returns what it wrote as numbers, and what it printed */
  run(
    input: Float64Array,
    ...args: readonly string[]
  ): { readonly output: Float64Array; readonly printed: string };
  remove(): void;
}

/**
 * Compiles a program that reads the file named by its first argument and writes the one named by its second.
 *
 * @throws Error with what the compiler said
 */
export async function compileC(text: string, width: CWidth): Promise<Compiled> {
  const folder = mkdtempSync(join(tmpdir(), 'tx-sim-bench-'));
  const [source, program, given, made] = ['main.cpp', 'main', 'in', 'out'].map(f => join(folder, f)) as [
    string,
    string,
    string,
    string,
  ];
  writeFileSync(source, text);
  await promisify(execFile)('g++', [...FLAGS[width], ...SAME_BITS, source, '-o', program, '-lm']);
  return {
    run: (input, ...args) => {
      writeFileSync(given, new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
      const { status, stdout, stderr } = spawnSync(program, [given, made, ...args], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`compiled C ended with ${status}: ${stderr}`);
      const bytes = readFileSync(made);
      const output = new Float64Array(bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
      new Uint8Array(output.buffer).set(bytes);
      return { output, printed: stdout };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
