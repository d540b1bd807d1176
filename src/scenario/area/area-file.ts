import { Faults, nearestName } from '../../diagnostics/diagnostic.ts';
import { mapOf, optional, record, required, type Shape, scalar, text } from '../../source/shape.ts';
import { readYaml, type SourceNode } from '../../source/yaml.ts';
import type { AreaFile, Figures } from './figure.ts';
import { figureShape } from './figure-shape.ts';
import { LOCAL_ALCOHOL } from './national.ts';
import { periodShape } from './period-shape.ts';
import { PUBLISHED_LAYOUT } from './published-layout.ts';
import { SCALED_NAMES } from './scale.ts';

export { figureNames, findFigure, valueAt } from './figure.ts';
export { writeArea } from './write-area.ts';

/** The names that the importer writes or looks for. Others are allowed; a near miss under `local` is told. */
const KNOWN_FIGURES: readonly string[] = [
  ...PUBLISHED_LAYOUT.map(layout => layout.name),
  ...SCALED_NAMES,
  LOCAL_ALCOHOL,
];

const figures: Shape<Figures> = mapOf(figureShape, {
  pattern: /^[a-z][a-z0-9_]*$/,
  expected: 'small letters, digits and underscores, such as new_presentations',
});

const fields = record('an area file', {
  area: required(text, 'The name of the area.'),
  code: optional(
    scalar('an area code such as E09000003', { type: 'string', pattern: '^[EWNSK]\\d{8}$' }, node =>
      /^[EWNSK]\d{8}$/.test(node.text) ? node.text : undefined,
    ),
    "The area's official code.",
  ),
  period: required(periodShape, 'The financial year of the figures.'),
  note: optional(text, 'What a reader should know before using the figures.'),
  published: optional(figures, 'From the national statistics; a new import overwrites them.'),
  scaled: optional(figures, 'Worked out from national figures; a new import overwrites them.'),
  local: optional(figures, 'Written by a person; a new import keeps them, and they win over the others.'),
});

/** An area file: its name, its year, and three sections of figures. */
export const areaShape: Shape<AreaFile> = {
  expected: fields.expected,
  schema: fields.schema,
  read(node, faults) {
    const read = fields.read(node, faults);
    if (!read) return undefined;
    const { area, code, period, note, place } = read;
    const none: Figures = new Map();
    return {
      area,
      ...(code !== undefined && { code }),
      period,
      ...(note !== undefined && { note }),
      published: read.published ?? none,
      scaled: read.scaled ?? none,
      local: read.local ?? none,
      place,
    };
  },
};

/**
 * Reads an area file.
 *
 * @param file its name, for the places of faults
 * @param parsed what `readYaml` gives for it, where that is known
 * @returns undefined after any fault that is an error
 */
export function readArea(
  text: string,
  file: string,
  faults: Faults,
  parsed?: SourceNode,
): AreaFile | undefined {
  const own = new Faults();
  const node = parsed ?? readYaml(text, file, own);
  const area = node && areaShape.read(node, own);
  if (area) warnOfNearMisses(area, own);
  faults.all.push(...own.all);
  return own.hasErrors ? undefined : area;
}

/** A figure under `local` whose name is almost a known one would be kept and never used. */
function warnOfNearMisses({ local }: AreaFile, faults: Faults): void {
  for (const [name, { place }] of local) {
    const near = KNOWN_FIGURES.includes(name) ? undefined : nearestName(name, KNOWN_FIGURES);
    if (near)
      faults.warn(
        'area/figure-name',
        place,
        `no figure is called "${name}"; it is kept but nothing reads it`,
        `did you mean ${near}?`,
      );
  }
}
