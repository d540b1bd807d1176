import { configDefaults, defineConfig } from 'vitest/config';
import {
  BaseSequencer,
  type PoolOptions,
  type PoolWorker,
  type TestSpecification,
  ThreadsPoolWorker,
  type WorkerRequest,
} from 'vitest/node';

/** In the order of their room: those that tell soonest first. */
const TESTS: readonly string[] = JSON.parse(process.env['TX_SIM_MUTATED_TESTS'] ?? '[]');
const PATTERNS = TESTS.map(t => new RegExp(`/${t.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));

type Listener = (message: unknown) => void;

let thread: ThreadsPoolWorker | undefined;

/**
 * One thread for all mutants: it keeps the packages that it has loaded, and loads what is tested again each time. To
 * start a thread and load mathjs takes longer than most mutants live.
 */
class KeptThread implements PoolWorker {
  readonly name = 'kept';
  private readonly options: PoolOptions;
  private readonly listeners: [event: string, listener: Listener][] = [];

  constructor(options: PoolOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    if (thread) return;
    thread = new ThreadsPoolWorker(this.options);
    await thread.start();
  }

  on(event: string, listener: Listener): void {
    this.listeners.push([event, listener]);
    thread!.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread!.off(event, listener);
  }

  /** All but the order to stop: that is answered as the thread would. */
  send(message: WorkerRequest): void {
    if (message.type !== 'stop') {
      thread!.send(message);
      return;
    }
    for (const [event, listener] of [...this.listeners])
      if (event === 'message') listener({ type: 'stopped', __vitest_worker_response__: true });
  }

  async stop(): Promise<void> {
    for (const [event, listener] of this.listeners) thread!.off(event, listener);
  }

  deserialize(data: unknown): unknown {
    return data;
  }
}

/** A file that came to no test because loading it failed: Stryker looks at tests alone, and would see nothing wrong. */
function failLoaded(file: {
  readonly tasks: unknown[];
  readonly result?: { readonly state?: string };
}): void {
  if (file.result?.state !== 'fail' || file.tasks.length > 0) return;
  // without the last two the reporter breaks off, and the change is one that no score counts
  const task = { type: 'test', name: 'is loaded', mode: 'run', meta: {}, artifacts: [], annotations: [] };
  file.tasks.push({ ...task, file, result: file.result });
}

class AsInRoom extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => PATTERNS.findIndex(p => p.test(moduleId));
    return files.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [
    {
      name: 'kept-thread',
      configureVitest({ project, vitest }) {
        const getFiles = vitest.state.getFiles.bind(vitest.state);
        vitest.state.getFiles = keys => {
          const files = getFiles(keys);
          files.forEach(failLoaded);
          return files;
        };
        const createPoolWorker = (options: PoolOptions): PoolWorker => new KeptThread(options);
        Object.assign(project.config, { pool: 'kept', poolRunner: { name: 'kept', createPoolWorker } });
      },
    },
  ],
  test: {
    include: [...TESTS],
    exclude: [...configDefaults.exclude, 'test/**/*.long.test.ts'],
    sequence: { sequencer: AsInRoom },
    // Stryker tells what was found; to print every test that fails takes longer than most mutants live
    reporters: [{}],
    setupFiles: ['test/mutation/forget-mutant.ts'],
    // what takes too long is for the mutation run to tell, which knows how long it took before
    testTimeout: 600_000,
  },
});
