import { capital, joinWords } from '../blocks.ts';
import { words } from '../labels.ts';
import type { Link } from './links.ts';
import { claimed, type FoundLoop, type Ring } from './rings.ts';

const TELLS = { '+': 'reinforces', '-': 'balances' } as const;
const TELL = { '+': 'reinforce', '-': 'balance' } as const;

/** What the signs of a loop's ring make of its name, in sentences. */
export function verdict({ loop, rings, open }: FoundLoop): string[] {
  const [ring, ...others] = rings;
  if (!ring) return [notClosed(open)];
  const claim = claimed(loop);
  const letter = claim === '+' ? 'R' : 'B';
  const says = `By its signs this ring ${TELLS[ring.polarity]}`;
  return [
    [
      ring.polarity === claim
        ? `${says}, as the ${letter} of its name says.`
        : `${says}; its name (${letter}) says that it ${TELLS[claim]}.`,
      ring.cut
        ? `Cut at ${firstLink(ring)} by ${words(ring.through)}.`
        : `${capital(words(ring.through))} makes ${firstLink(ring)} weaker or stronger, and does not cut it.`,
      ...(ring.waits ? ['It does nothing until a scenario switches it on.'] : []),
    ].join(' '),
    ...alsoFound(others),
  ];
}

function notClosed(open: readonly Link[]): string {
  const all = (end: 'from' | 'to'): string => joinWords([...new Set(open.map(l => words(l[end])))]);
  return open.length === 0
    ? 'Not found: its parameters act on nothing that moves.'
    : `Not closed within the model: nothing in it leads from ${all('to')} back to ${all('from')}. Only a scenario can close it.`;
}

function alsoFound(others: readonly Ring[]): string[] {
  const some = (['+', '-'] as const).flatMap(sign => {
    const lengths = others.filter(r => r.polarity === sign).map(r => r.links.length);
    if (lengths.length === 0) return [];
    const tell = lengths.length === 1 ? TELLS[sign] : TELL[sign];
    const sorted = [...new Set(lengths)].sort((a, b) => a - b).map(String);
    return [`${lengths.length} that ${tell} (${joinWords(sorted, 'or')} links)`];
  });
  return some.length > 0 ? [`Found as well, not drawn: ${joinWords(some)}.`] : [];
}

const firstLink = ({ links: [first] }: Ring): string => `${words(first!.from)} → ${words(first!.to)}`;

/** A sign as it is printed; in brackets where only the start of a run tells it. */
export function signWords({ sign, by }: Pick<Link, 'sign' | 'by'>): string {
  const mark = sign === '-' ? '−' : sign;
  return by === 'form' ? mark : `(${mark})`;
}
