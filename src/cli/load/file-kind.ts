import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import type { LoadedFile } from '../../scenario/read-scenario.ts';
import { readYaml } from '../../source/yaml.ts';

export type Kind = 'lock' | 'fit' | 'posterior' | 'scenario' | 'area' | 'model' | 'authorities' | 'series';

/** What tells the kinds apart: a key that only they have, or that those above do not. */
const KEYS: Readonly<Record<Kind, readonly string[]>> = {
  lock: ['lockVersion'],
  fit: ['lines'],
  posterior: ['draws'],
  scenario: ['title', 'arms', 'extends', 'horizon'],
  model: ['sector'],
  authorities: ['authorities'],
  series: ['series'],
  area: ['area', 'published', 'scaled', 'local', 'period'],
};

/** What a YAML file is, by its keys; undefined after a fault. */
export function kindOf({ text, file }: LoadedFile, faults: Faults): Kind | undefined {
  const node = readYaml(text, file, faults);
  if (!node) return undefined;
  const keys = node.kind === 'map' ? [...node.entries.keys()] : [];
  for (const [kind, own] of Object.entries(KEYS)) if (own.some(k => keys.includes(k))) return kind as Kind;
  const hint = keys[0] === undefined ? undefined : suggest(keys[0], Object.values(KEYS).flat());
  return faults.error(
    'cli/unknown-file',
    node.place,
    'this is neither a scenario (title, arms), a fit (lines), series (series), an area (area, published) nor a model file (sector)',
    hint,
  );
}
