import { eachNode } from '../../src/compile/ir.ts';
import type { Program } from '../../src/compile/program.ts';
import type { LaneInputs, LaneResults } from '../../src/ensemble/lanes/lane-run.ts';
import { type ListsRequest, writeLists } from '../../src/ensemble/lanes/lists.ts';
import { type Compiled, compileC } from './c-compiler.ts';
import type { CWidth } from './c-math.ts';
import { emitC } from './emit-c.ts';

const RUN_LISTS = [
  'advance',
  'begin',
  'observe',
  'openRun',
  'openWindow',
  'turnYear',
  'check',
  'closeWindow',
  'closeRun',
] as const;

/** Runs from a first instant that was found before, in C. */
export interface CRuns {
  /** Runs every arm `repeats` times, and gives what each came to and processor time a run, in milliseconds. */
  run(repeats: number): { readonly results: readonly LaneResults[]; readonly msPerRun: number };
  remove(): void;
}

/** What the machine of a lane program holds at the first instant: by slot of the program and lane. */
export interface FirstInstant {
  readonly lanes: number;
  readonly value: (slot: number, lane: number) => number;
}

/** Compiles what `runLanes` does: the same lists, the same recording, over the same draws. */
export async function compileRuns(
  request: ListsRequest,
  first: FirstInstant,
  arms: readonly LaneInputs[],
  width: CWidth,
): Promise<CRuns> {
  const { program, stepsPerYear, steps } = request;
  const written = writeLists(request);
  const lists = Object.fromEntries(RUN_LISTS.map(name => [name, written.lists[name]]));
  const places = new Map<number, number>();
  const place = (slot: number): number => {
    let at = places.get(slot);
    if (at === undefined) places.set(slot, (at = places.size));
    return at;
  };
  // What a step touches stands together.
  for (const { slot, node } of Object.values(lists).flat()) {
    eachNode(node, n => n.op === 'slot' && place(n.slot));
    place(slot);
  }
  const { slots } = written;
  const { clock } = program;
  // Before they are counted.
  const all = [clock.time, clock.newYear, clock.dt, slots.step, slots.broken, ...slots.inWindow];
  for (const slot of all) place(slot);
  const years = Math.floor(steps / stepsPerYear);
  const outcomes = slots.inWindow.length;
  const inRun = slots.inRun.map(s => (s === undefined ? -1 : place(s)));
  const lanes = width === 1 ? 1 : first.lanes;
  const text = [
    emitC({ lists, tables: program.tables, place, size: places.size, width, lanes }),
    `enum { SLOTS = ${places.size}, LANES = ${lanes}, DRAWS = ${first.lanes}, ARMS = ${arms.length} };\n`,
    `enum { STEPS = ${steps}, STEPS_PER_YEAR = ${stepsPerYear}, YEARS = ${years}, OUTCOMES = ${outcomes} };\n`,
    `enum { STEP = ${place(slots.step)}, TIME = ${place(clock.time)}, NEW_YEAR = ${place(clock.newYear)}, BROKEN = ${place(slots.broken)} };\n`,
    `static const int in_window[] = {${slots.inWindow.map(place)}, -1}, in_run[] = {${inRun}, -1};\n`,
    MAIN,
  ].join('');
  const compiled = await compileC(text, width);
  const input = inputOf(program, first, arms, places);
  return {
    run: repeats => readResults(compiled, input, repeats, [outcomes, years, first.lanes, arms.length]),
    remove: compiled.remove,
  };
}

/** The first instant, slot by slot; then of each arm how many inputs change, and step, lane (-1: all), place and value. */
function inputOf(
  { slotCount }: Program,
  { lanes, value }: FirstInstant,
  arms: readonly LaneInputs[],
  places: ReadonlyMap<number, number>,
): Float64Array {
  const memory = new Array<number>(places.size * lanes).fill(0);
  for (const [slot, at] of places)
    if (slot < slotCount) for (let l = 0; l < lanes; l++) memory[at * lanes + l] = value(slot, l);
  const changes = arms.flatMap(arm => {
    const byLane = 'alike' in arm ? [arm.alike] : arm.byLane;
    const all = byLane.flatMap((list, l) =>
      list.flatMap(({ step, slot, value }) => {
        const at = places.get(slot);
        return at === undefined ? [] : [[step, 'alike' in arm ? -1 : l, at, value]];
      }),
    );
    return [all.length, ...all.sort((a, b) => a[0]! - b[0]!).flat()];
  });
  return Float64Array.from(memory.concat(changes));
}

function readResults(
  compiled: Compiled,
  input: Float64Array,
  repeats: number,
  [outcomes, years, lanes, arms]: readonly [number, number, number, number],
): { readonly results: readonly LaneResults[]; readonly msPerRun: number } {
  const { output, printed } = compiled.run(input, `${repeats}`);
  const size = (outcomes * (years + 1) + 1) * lanes;
  const results = Array.from({ length: arms }, (_, a) => {
    const own = output.subarray(a * size, (a + 1) * size);
    return {
      byYear: own.slice(0, outcomes * years * lanes),
      overall: own.slice(outcomes * years * lanes, outcomes * (years + 1) * lanes),
      broken: Uint8Array.from(own.subarray(-lanes), b => (b === 0 ? 0 : 1)),
    };
  });
  return { results, msPerRun: (Number(printed) * 1000) / (repeats * lanes * arms) };
}

/** `runLanes`, line by line. */
const MAIN = `
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static double get(int place, int lane) { double x; memcpy(&x, (char *)m + 8 * (place * LANES + lane), 8); return x; }
static void put(int place, int lane, double x) { memcpy((char *)m + 8 * (place * LANES + lane), &x, 8); }
static void fill(int place, double x) { for (int l = 0; l < LANES; l++) put(place, l, x); }
static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}
static double first[SLOTS][DRAWS], by_year[OUTCOMES][YEARS][DRAWS], overall[OUTCOMES][DRAWS], broken[DRAWS];
struct change { double step, lane, place, value; };
static void run(int draw, const struct change *next, const struct change *end) {
  for (int i = 0; i < SLOTS; i++) memcpy((char *)m + 8 * i * LANES, &first[i][draw], 8 * LANES);
  fill(STEP, 0);
  fill(TIME, 0);
  begin();
  for (int s = 0; s <= STEPS; s++) {
    fill(NEW_YEAR, s % STEPS_PER_YEAR == 0 ? 1.0 : 0.0);
    for (; next < end && next->step <= s; next++) {
      int lane = (int)next->lane - draw;
      if (next->lane < 0) fill((int)next->place, next->value);
      else if (lane >= 0 && lane < LANES) put((int)next->place, lane, next->value);
    }
    if (s % STEPS_PER_YEAR == 0 || s == STEPS) {
      observe();
      if (s == 0) openRun();
      else check();
      if (s > 0 && s % STEPS_PER_YEAR == 0) {
        closeWindow();
        for (int o = 0; o < OUTCOMES; o++)
          memcpy(&by_year[o][s / STEPS_PER_YEAR - 1][draw], (char *)m + 8 * in_window[o] * LANES, 8 * LANES);
      }
      if (s == STEPS) break;
      if (s % STEPS_PER_YEAR == 0) {
        if (s > 0) turnYear();
        openWindow();
      }
    }
    advance();
  }
  closeRun();
  for (int o = 0; o < OUTCOMES; o++)
    for (int l = 0; l < LANES; l++) overall[o][draw + l] = in_run[o] < 0 ? NAN : get(in_run[o], l);
  for (int l = 0; l < LANES; l++) broken[draw + l] = get(BROKEN, l);
}
static double number_from(FILE *f) { double x; if (fread(&x, 8, 1, f) != 1) exit(3); return x; }
int main(int, char **names) {
  FILE *in = fopen(names[1], "rb"), *out = fopen(names[2], "wb");
  int repeats = atoi(names[3]);
  if (fread(first, 8, SLOTS * DRAWS, in) != SLOTS * DRAWS) return 3;
  double spent = 0;
  for (int a = 0; a < ARMS; a++) {
    size_t count = (size_t)number_from(in);
    struct change *changes = (struct change *)malloc(count * sizeof(struct change) + 1);
    if (fread(changes, sizeof(struct change), count, in) != count) return 3;
    double before = cpu();
    for (int r = 0; r < repeats; r++)
      for (int draw = 0; draw < DRAWS; draw += LANES) run(draw, changes, changes + count);
    spent += cpu() - before;
    fwrite(by_year, 8, OUTCOMES * YEARS * DRAWS, out);
    fwrite(overall, 8, OUTCOMES * DRAWS, out);
    fwrite(broken, 8, DRAWS, out);
  }
  fclose(out);
  printf("%.9f", spent);
}
`;
