import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressBar } from '../../src/cli/tell/progress.ts';

describe('progress where nobody looks', () => {
  const told: string[] = [];
  const isTty = process.stderr.isTTY;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    told.length = 0;
    process.stderr.isTTY = false;
    vi.spyOn(process.stderr, 'write').mockImplementation(text => told.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    process.stderr.isTTY = isTty;
  });

  it('is a line each minute, and none at the end', () => {
    const tell = progressBar('runs');
    for (let done = 10; done <= 160; done += 10) {
      vi.advanceTimersByTime(10_000);
      tell(done, 160);
    }
    expect(told).toEqual(['60 of 160 runs, 100 s left\n', '120 of 160 runs, 40 s left\n']);
  });

  it('judges the time by what was done since it began', () => {
    const tell = progressBar('runs', 100);
    vi.advanceTimersByTime(60_000);
    tell(160, 200);
    expect(told).toEqual(['160 of 200 runs, 40 s left\n']);
  });
});
