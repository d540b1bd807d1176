import { configDefaults, defineConfig } from 'vitest/config';

const report = process.env['TX_SIM_TEST_REPORT'];
const LONG = 'test/**/*.long.test.ts';

/** `--mode long` runs what takes too long for every change: the same assertions as elsewhere, over more. */
export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'long'
      ? { include: [LONG] }
      : { include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, LONG] }),
    globalSetup: ['test/global-setup.ts'],
    // Test files share what they import, and so the model that is compiled for all of them: none may leave anything
    // behind that another can see.
    pool: 'forks',
    isolate: false,
    maxWorkers: '100%',
    // Most of what is made lives briefly: with more room it is gone before anyone looks. Workers fill all processors, so that
    // threads that clear up beside them would only take turns; and most code runs so seldom that it is best compiled at
    // once, if badly.
    execArgv: ['--max-semi-space-size=64', '--single-threaded-gc', '--always-sparkplug'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
}));
