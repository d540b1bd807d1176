import { suggest } from '../diagnostics/diagnostic.ts';
import type { ParameterSpec } from '../model/spec.ts';
import type { CheckedLoop } from './checked.ts';
import type { Declarations } from './declarations.ts';

/**
 * Proves that each loop can be cut: it names parameters, and each of them has a value that switches its
 * effect off. Codes: `check/loop` (nothing cuts it, a parameter without `neutral`, one named twice),
 * `check/unknown-name`.
 */
export function checkLoops(names: Declarations): ReadonlyMap<string, CheckedLoop> {
  const { spec, faults } = names;
  const parameters = [...spec.variables.values()].filter(v => v.kind === 'parameter');
  const byName = new Map(parameters.map(p => [p.name, p]));
  const withNeutral = parameters.filter(p => p.neutral !== undefined).map(p => p.name);
  const checked = new Map<string, CheckedLoop>();
  for (const loop of spec.loops.values()) {
    const cutBy = new Map<string, ParameterSpec & { readonly neutral: number }>();
    if (loop.cutBy.length === 0)
      faults.error('check/loop', loop.place, `nothing cuts ${loop.name}`, 'name at least one parameter');
    for (const { value: name, place } of loop.cutBy) {
      const parameter = byName.get(name);
      const neutral = parameter?.neutral;
      if (!parameter)
        faults.error('check/unknown-name', place, `"${name}" is not a parameter`, suggest(name, withNeutral));
      else if (neutral === undefined)
        faults.error(
          'check/loop',
          place,
          `${name} has no neutral value, so it cannot cut ${loop.name}`,
          `say at ${parameter.place.file}:${parameter.place.line} which value switches it off: neutral: …`,
        );
      else if (cutBy.has(name)) faults.error('check/loop', place, `${name} stands twice in ${loop.name}`);
      else cutBy.set(name, { ...parameter, neutral });
    }
    checked.set(loop.name, { spec: loop, cutBy: [...cutBy.values()] });
  }
  return checked;
}
