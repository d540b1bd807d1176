import { defineConfig } from 'rolldown';

/** The bundle stands one level below the package, as the command's own does: both find what ships by that. */
export default defineConfig({
  input: { bench: 'test/bench/main.ts', 'draw-worker': 'src/cli/work/draw-worker.ts' },
  platform: 'node',
  external: ['simulation'],
  output: { dir: '.bench', format: 'esm', entryFileNames: '[name].mjs', cleanDir: true },
});
