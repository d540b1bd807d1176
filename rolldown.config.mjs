import { defineConfig } from 'rolldown';

/** Node's part for starting other programs takes long to load, and commander alone asks for it: for what we do not use. */
const withoutPrograms = {
  name: 'without-programs',
  resolveId: id => (id === 'node:child_process' ? id : undefined),
  load: id => (id === 'node:child_process' ? 'export {};' : undefined),
};

/**
 * Bundling is what makes the command answer at once: unbundled, mathjs alone takes a second to load. The command itself
 * is made of scripts, whose compiled code `bin/command.mjs` can keep; the bundler cleans the folder first.
 */
export default defineConfig([
  {
    input: { 'draw-worker': 'src/cli/draw-worker.ts', 'pack-model': 'src/cli/pack-model.ts' },
    platform: 'node',
    output: {
      dir: 'dist',
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      cleanDir: true,
    },
  },
  {
    input: { 'tx-sim': 'src/cli/main.ts' },
    platform: 'node',
    plugins: [withoutPrograms],
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
    },
  },
]);
