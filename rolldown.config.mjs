import { defineConfig } from 'rolldown';

/** Node's part for starting other programs takes long to load, and commander alone asks for it: for what we do not use. */
const withoutPrograms = {
  name: 'without-programs',
  resolveId: id => (id === 'node:child_process' ? id : undefined),
  load: id => (id === 'node:child_process' ? 'export {};' : undefined),
};

/**
 * Tables ask again and again how wide a cell is, and half of that time goes to letters that no page of ours has: emoji,
 * and those that are twice as wide or lie on another. Beside letters there are only colours, which have no width.
 */
const withPlainWidths = {
  name: 'with-plain-widths',
  resolveId: id => (id === 'string-width' ? id : undefined),
  load: id =>
    id === 'string-width'
      ? 'module.exports = text => text.replace(/\\u001b\\[\\d*m/g, "").length;'
      : undefined,
};

/** With LOG_STREAM or LOG_TOKENS in the environment the reader of YAML would print what it reads in the midst of results. */
const withoutLogging = {
  name: 'without-logging',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]yaml[\\/]/ },
    handler: code => code.replaceAll(/node_process\.env\.LOG_(STREAM|TOKENS)/g, 'false'),
  },
};

/**
 * Bundling is what makes the command answer at once: unbundled, mathjs alone takes a second to load. The command itself
 * is made of scripts, whose compiled code `bin/command.mjs` can keep; the bundler cleans the folder first.
 */
export default defineConfig([
  {
    input: {
      'draw-worker': 'src/cli/work/draw-worker.ts',
      'check-worker': 'src/cli/work/check-worker.ts',
      'pack-model': 'src/cli/work/pack-model.ts',
    },
    platform: 'node',
    plugins: [withoutLogging],
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
    plugins: [withoutPrograms, withPlainWidths, withoutLogging],
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
    },
  },
]);
