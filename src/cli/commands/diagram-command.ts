import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runArms } from '../../arms/run-arms.ts';
import type { Program } from '../../compile/program.ts';
import { type BadInput, Faults } from '../../diagnostics/diagnostic.ts';
import { diagramJson } from '../../report/diagram/diagram-json.ts';
import { drawPicture } from '../../report/diagram/draw-picture.ts';
import { drawRings } from '../../report/diagram/draw-rings.ts';
import type { Drawable } from '../../report/diagram/drawable.ts';
import { linksOf, settleLinks, waitingIn } from '../../report/diagram/links.ts';
import { loopsMermaid, pictureMermaid } from '../../report/diagram/mermaid.ts';
import { overviewPicture } from '../../report/diagram/overview.ts';
import type { Picture } from '../../report/diagram/picture.ts';
import { type FoundLoop, findRings } from '../../report/diagram/rings.ts';
import { signsAtStart } from '../../report/diagram/start-signs.ts';
import { sectorPicture } from '../../report/diagram/stock-flow.ts';
import { MADE_BY } from '../../report/diagram/svg.ts';
import { words } from '../../report/labels.ts';
import { graphOf } from '../../report/model-graph.ts';
import { DEFAULT_AREA } from '../disk/area-files.ts';
import { badFile, displayName, reasonOf } from '../disk/files.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { chooseSector } from '../load/choose.ts';
import { loadWholeProgram, untouchedYear } from '../load/load.ts';
import { hashModel } from '../load/packed-model.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson } from '../tell/terminal.ts';

/** Where pictures go when no place is named. */
const DEFAULT_FOLDER = 'diagrams';

export interface DiagramOptions {
  /** One sector; absent: the whole model. */
  readonly sector?: string;
  /** Only the feedback loops. */
  readonly loops?: boolean;
  /** A folder, a file that ends in .svg or .mmd, or - for stdout. */
  readonly out?: string;
  /** Mermaid text instead of SVG; on stdout where no place is named. */
  readonly mermaid?: boolean;
  /** The graph as one JSON document on stdout; pictures only where a place is named. */
  readonly json?: boolean;
  readonly color?: boolean;
}

/** A picture that can be written in either form. */
interface Sheet {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly svg: () => Promise<string>;
  readonly mermaid: () => string;
}

/**
 * Draws the model, or a sector of it: stocks with their flows, and the rings of its feedback loops. A folder takes every
 * picture; a file or stdout takes one, the loops where only they are asked for. An earlier picture is replaced, nothing
 * else is.
 */
export async function diagramCommand({
  sector,
  loops: onlyLoops,
  out,
  mermaid,
  json,
}: DiagramOptions): Promise<number> {
  const faults = new Faults();
  const program = await loadWholeProgram(faults);
  const { model } = program;
  if (sector !== undefined) chooseSector(sector, model);
  const ending = mermaid ? '.mmd' : '.svg';
  if (out !== undefined) checkEnding(out, ending);
  const { drawable, area } = drawableFrom(program, faults);
  const hash = hashModel(model.spec);

  const loops = [...model.loops.values()]
    .map(l => findRings(l, drawable))
    .filter(l => isOf(l, sector, drawable));
  const pictures = onlyLoops ? [] : picturesOf(sector, drawable);
  const sheets = [
    ...pictures.map(([name, picture]) => ({
      name,
      svg: () => drawPicture(picture, hash),
      mermaid: () => pictureMermaid(picture, hash),
    })),
    ...(loops.length > 0 ? [loopSheet(sector, loops, hash, area)] : []),
  ];
  const [first] = sheets;
  if (!first) throw nothingToDraw(sector!, onlyLoops === true, drawable);

  const text = (sheet: Sheet): Promise<string> => (mermaid ? Promise.resolve(sheet.mermaid()) : sheet.svg());
  const onStdout = out === '-' || (out === undefined && mermaid);
  if (json)
    printJson({
      hash,
      ...diagramJson(
        pictures.map(([, p]) => p),
        loops,
      ),
    });
  else if (onStdout) process.stdout.write(await text(first));
  if (onStdout || (json && out === undefined)) return EXIT.fine;

  const place = out ?? DEFAULT_FOLDER;
  const files = place.endsWith(ending)
    ? [{ path: place, sheet: first }]
    : sheets.map(sheet => ({ path: join(place, `${sheet.name}${ending}`), sheet }));
  for (const { path } of files) refuseFile(path);
  for (const { path, sheet } of files) {
    writeWhole(path, await text(sheet));
    if (!json) process.stdout.write(`Wrote ${displayName(path)}\n`);
  }
  return EXIT.fine;
}

/** The model with its links, those that the equations leave open settled at the start on the default area. */
function drawableFrom(program: Program, faults: Faults): { drawable: Drawable; area: string } {
  const { model } = program;
  const experiment = untouchedYear(DEFAULT_AREA, program, faults);
  const [run] = runArms({ ...experiment, steps: 0 }, []);
  const links = settleLinks(linksOf(model), signsAtStart(program, run!.values));
  return {
    drawable: { model, graph: graphOf(model), links, isWaiting: waitingIn(model) },
    area: `${experiment.area.area} ${experiment.area.period}`,
  };
}

/** Of the whole model: the overview, and the sector with most stocks. */
function picturesOf(
  sector: string | undefined,
  drawable: Drawable,
): (readonly [name: string, picture: Picture])[] {
  if (sector !== undefined) {
    const picture = sectorPicture(sector, drawable);
    return picture.nodes.length > 0 ? [[sector, picture]] : [];
  }
  const stocks = [...drawable.model.variables.values()]
    .filter(v => v.kind === 'stock')
    .map(v => v.spec.sector);
  const count = (s: string): number => stocks.filter(other => other === s).length;
  const main = stocks.reduce((most, s) => (count(s) > count(most) ? s : most));
  return [
    ['overview', overviewPicture(drawable)],
    [main, sectorPicture(main, drawable)],
  ];
}

/** Whether a loop passes through a sector, by the ring that is drawn. */
function isOf({ rings, open }: FoundLoop, sector: string | undefined, { model }: Drawable): boolean {
  const links = rings[0]?.links ?? open;
  return sector === undefined || links.some(l => model.variables.get(l.to)!.spec.sector === sector);
}

const loopSheet = (
  sector: string | undefined,
  loops: readonly FoundLoop[],
  hash: string,
  area: string,
): Sheet => ({
  name: sector === undefined ? 'loops' : `${sector}-loops`,
  svg: async () =>
    drawRings(loops, {
      title: sector === undefined ? 'Feedback loops' : `Feedback loops through ${words(sector)}`,
      doc: `Each panel shows a ring of the model’s own variables, found in its equations: the shortest through a link that the loop’s parameters govern, of the sign that the loop’s name says where there is one. A sign is what the form of the equation says; in brackets, what a nudge at the start on ${area} says. Links join whole quantities, not one service or group to another; a ring says that there is a way round, not how strong it is.`,
      hash,
    }),
  mermaid: () => loopsMermaid(loops, hash),
});

function nothingToDraw(sector: string, onlyLoops: boolean, drawable: Drawable): BadInput {
  const drawn = drawable.model.spec.sectors
    .map(s => s.name)
    .filter(s => sectorPicture(s, drawable).nodes.length > 0);
  return onlyLoops
    ? badFile(
        'cli/no-loops',
        `no feedback loop passes through ${sector}`,
        'leave --sector out to see them all',
      )
    : badFile(
        'cli/nothing-to-draw',
        `${sector} holds nothing that can be drawn`,
        `these do: ${drawn.join(', ')}`,
      );
}

function checkEnding(out: string, ending: string): void {
  const other = ending === '.svg' ? '.mmd' : '.svg';
  if (out.trim() === '') throw badFile('cli/out', 'cannot write pictures: no folder or file is named');
  if (/\.\w{1,5}$/.test(out) && !out.endsWith(ending) && !out.endsWith(other))
    throw badFile('cli/out', `cannot write ${out}`, `name a folder, or a file that ends in ${ending}`);
  if (out.endsWith(other))
    throw badFile(
      'cli/out',
      `cannot write ${ending === '.svg' ? 'SVG' : 'Mermaid text'} to ${out}`,
      ending === '.svg'
        ? 'add --mermaid, or name a file that ends in .svg'
        : 'leave --mermaid out, or name a file that ends in .mmd',
    );
}

/** Refuses a file that is anything but an earlier picture of ours, before any is written. */
function refuseFile(path: string): void {
  if (!existsSync(path)) return;
  const refuse = (why: string) =>
    badFile('cli/out', `cannot write ${path}: ${why}`, 'name another file, or a new folder');
  if (!statSync(path).isFile()) throw refuse('it is not a file');
  let start: string;
  try {
    start = readFileSync(path, 'utf8').slice(0, 200);
  } catch (e) {
    throw refuse(reasonOf(e));
  }
  if (!start.includes(MADE_BY)) throw refuse('what is there was not drawn by tx-sim');
}
