import type { AreaFile } from '../scenario/area/figure.ts';
import { writePosterior } from '../scenario/posterior/write-posterior.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import { resolvedScenario } from './resolved-scenario.ts';

/** Keys that say where something was written, not what; as names of elements they would hold numbers. */
const PLACES = new Set(['place', 'places', 'keyPlaces', 'file']);

/**
 * The content of a value as text that is the same however it was laid out: keys in order, spaces within text as
 * one, places and file names left out. What is compared or hashed is this.
 */
export function canonicalText(value: unknown): string {
  if (value instanceof Map || value instanceof Set) return `[${[...value].map(canonicalText).join(',')}]`;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(
      ([key, v]) => v !== undefined && (typeof v === 'number' || !PLACES.has(key)),
    );
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, v]) => `${JSON.stringify(key)}:${canonicalText(v)}`).join(',')}}`;
  }
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(/\s\s|[\t\n\r]|^ | $/.test(value) ? value.trim().replace(/\s+/g, ' ') : value);
}

/** Stands for the name of a posterior's file, which may change: its content has a text of its own. */
const FIT = 'a fit';

/** The texts whose hashes name a run's scenario, area and posterior; its model's is that of its specification. */
export function canonicalParts(scenario: ScenarioSpec, area: AreaFile) {
  const { claim, fitted } = scenario;
  return {
    scenario: canonicalText({ ...resolvedScenario(scenario, area.area, FIT), claim }),
    area: canonicalText(area),
    posterior: fitted && writePosterior(fitted.value),
  };
}
