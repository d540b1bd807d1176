import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import { compareDates, formatDate } from './calendar.ts';
import type { ArmSpec, FundingPolicy, Retender } from './scenario.ts';
import type { NamedArm } from './shape-arm.ts';

/** Checks what the items of an arm say together, and that arms can be told apart. */
export function checkArms(written: readonly NamedArm[], arms: readonly ArmSpec[], faults: Faults): void {
  checkLabels(written, arms, faults);
  const told = new Set<FundingPolicy>();
  for (const arm of arms) {
    checkCuts(arm, told, faults);
    checkRetenders(arm, faults);
  }
}

function checkLabels(written: readonly NamedArm[], arms: readonly ArmSpec[], faults: Faults): void {
  const first = new Map<string, string>();
  arms.forEach((arm, a) => {
    const label = arm.label.toLowerCase();
    const other = first.get(label);
    if (other === undefined) first.set(label, arm.name);
    else
      faults.error(
        'scenario/same-label',
        written[a]!.body.label?.place ?? arm.place,
        `"${arm.label}" is also the label of ${other}`,
        'give each arm a label of its own: tables tell them apart by it',
      );
  });
}

/**
 * Cuts that take more than there is. What a rescue gives for good may be cut again.
 *
 * @param told cuts reported already: what is common is in every arm
 */
function checkCuts(arm: ArmSpec, told: Set<FundingPolicy>, faults: Faults): void {
  const inOrder = [...arm.funding].sort((a, b) => compareDates(a.from, b.from));
  let total = 0;
  for (const policy of inOrder) {
    const change = lastingChange(policy);
    if (policy.kind === 'cut' && total + change > 1 + 1e-9) {
      if (told.has(policy)) return;
      told.add(policy);
      faults.error(
        'scenario/cuts-too-deep',
        policy.places['cut'],
        `the cuts of ${arm.name} come to ${asPercent(total + change)} of the grant on ${formatDate(policy.from)}`,
        total < 1 ? `at most ${asPercent(1 - total)} is left to cut here` : 'nothing is left to cut here',
      );
      return;
    }
    total += change;
  }
}

/** Share of the grant that a policy takes for good; negative when it gives. Pounds cannot be told without the area. */
function lastingChange(policy: FundingPolicy): number {
  if (policy.kind === 'cut' && policy.amount.kind === 'share') return policy.amount.share;
  if (policy.kind === 'rescue' && policy.amount.kind === 'share' && policy.for === undefined)
    return -policy.amount.share;
  return 0;
}

const asPercent = (share: number): string => `${Number((share * 100).toPrecision(6))}%`;

/** A lot cannot go to two winners on one day. */
function checkRetenders(arm: ArmSpec, faults: Faults): void {
  const days = new Map<string, Map<string, Retender>>();
  for (const retender of arm.commissioning) {
    if (retender.kind !== 'retender') continue;
    const day = formatDate(retender.start);
    const taken = days.get(day) ?? new Map<string, Retender>();
    days.set(day, taken);
    const twice = takenLot(retender, taken);
    if (twice)
      faults.error(
        'scenario/retendered-twice',
        twice.lot.place,
        `${twice.lot.value} would be retendered twice on ${day}; first ${lineOf(twice.by.place, retender.place)}`,
        'give them different starts, or make them one retender',
      );
    for (const lot of retender.lots === 'all' ? [ALL] : retender.lots.map(l => l.value))
      if (!taken.has(lot)) taken.set(lot, retender);
  }
}

/** Stands for all lots among the names of lots; no name has a space. */
const ALL = 'all lots';

/** The first lot of a retender that another one of the same day has, placed where the later one names it. */
function takenLot(
  { lots, places, place }: Retender,
  taken: ReadonlyMap<string, Retender>,
): { readonly lot: Located<string>; readonly by: Retender } | undefined {
  const all = taken.get(ALL);
  if (lots === 'all') {
    const [first] = taken;
    if (!first) return undefined;
    const value = first[0] === ALL ? 'every lot' : first[0];
    return { lot: { value, place: places['retender'] ?? place }, by: first[1] };
  }
  for (const lot of lots) {
    const by = all ?? taken.get(lot.value);
    if (by) return { lot, by };
  }
  return undefined;
}

const lineOf = (place: Place, seenFrom: Place): string =>
  place.file === seenFrom.file ? `on line ${place.line}` : `in ${place.file}:${place.line}`;
