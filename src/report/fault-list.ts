import { CODES, type Code } from '../diagnostics/codes.ts';
import { nearestName } from '../diagnostics/diagnostic.ts';
import { type Block, entry, gap, heading, text } from './blocks.ts';
import type { Listing } from './lists.ts';

const ALL = Object.entries(CODES).map(([name, doc]) => ({ name: name as Code, doc }));
const WIDEST = Math.max(...ALL.map(({ name }) => name.length));

const roomOf = (code: Code): string => code.slice(0, code.indexOf('/'));

/** Every code that a message can end with, by the room that tells it, and what it means. */
export function listFaults(): Listing {
  const rooms = [...new Set(ALL.map(({ name }) => roomOf(name)))];
  const page = rooms.flatMap((room): Block[] => [
    heading(`${room}:`),
    ...ALL.filter(({ name }) => roomOf(name) === room).map(({ name, doc }) =>
      entry(`  ${name}`, doc, WIDEST + 4),
    ),
    gap,
  ]);
  return { page, json: { items: ALL } };
}

/** What one code means; undefined for what is none. */
export function explainFault(code: string): Listing | undefined {
  const fault = ALL.find(({ name }) => name === code);
  if (!fault) return undefined;
  const { name, doc } = fault;
  const where = text('A fault or a warning: the word in brackets that its message ends with.', 'dim');
  return { page: [heading(name), text(doc), gap, where], json: fault };
}

/** What was meant by a mistyped code: the nearest, or those of other rooms that end alike. */
export function suggestFault(code: string): string | undefined {
  const names = ALL.map(({ name }) => name);
  const ending = code.slice(code.indexOf('/'));
  const near = nearestName(code, names);
  const meant = near === undefined ? names.filter(name => name.endsWith(ending)) : [near];
  return meant.length > 0 ? `did you mean ${meant.join(', or ')}?` : undefined;
}
