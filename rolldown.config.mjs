import { defineConfig } from 'rolldown';

/** Bundling is what makes the command answer at once: unbundled, mathjs alone takes a second to load. */
export default defineConfig({
  input: {
    'tx-sim': 'src/cli/main.ts',
    'draw-worker': 'src/cli/draw-worker.ts',
    'pack-model': 'src/cli/pack-model.ts',
  },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    cleanDir: true,
  },
});
