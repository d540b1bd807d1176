import type { CheckedModel } from '../check/checked.ts';
import type { JsonSchema } from '../source/shape.ts';
import { type Block, bullets, entry, gap, heading, text } from './blocks.ts';
import { words } from './labels.ts';
import type { Listing } from './lists.ts';

interface PolicySchema {
  readonly title: string;
  readonly description: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}

const ROOMS = ['funding', 'commissioning', 'workforce', 'services', 'practices', 'drivers'] as const;

/** A policy with its name and the key of an arm that it stands under. */
interface Policy extends PolicySchema {
  readonly room: (typeof ROOMS)[number];
  readonly name: string;
}

function policiesOf(schema: JsonSchema): readonly Policy[] {
  const defs = schema['$defs'] as Readonly<
    Record<string, { readonly items: { readonly anyOf: readonly PolicySchema[] } }>
  >;
  return ROOMS.flatMap(room => defs[room]!.items.anyOf.map(p => ({ room, name: nameOf(p), ...p })));
}

/**
 * What a scenario can do, out of its own schema: each policy with its keys and an example, and what the model lets
 * policies name.
 */
export function listPolicies(schema: JsonSchema, model: CheckedModel): Listing {
  const items = policiesOf(schema);
  const page = ROOMS.flatMap(room => [
    heading(`${room}:`),
    ...items.filter(p => p.room === room).flatMap(p => [...policyBlocks(p), gap]),
  ]);
  const more = [
    ...namesOf(model),
    'parameters: any parameter of the model, with the reason: {base_leaving_rate: {value: 0.25, reason: …}}',
    'Any of these can stand in an arm, or under `common` for every arm.',
  ];
  return { page: [...page, bullets(more)], json: { items } };
}

/** One policy with its keys and examples; undefined for what is none. */
export function explainPolicy(schema: JsonSchema, name: string): Listing | undefined {
  const policy = policiesOf(schema).find(p => p.name === name);
  if (!policy) return undefined;
  const where = text(`A policy: an item of \`${policy.room}:\` in an arm or under \`common\`.`, 'dim');
  return { page: [...policyBlocks(policy), gap, where], json: policy };
}

/** What policies are called, for telling what was meant. */
export const policyNames = (schema: JsonSchema): readonly string[] => policiesOf(schema).map(p => p.name);

const policyBlocks = (p: Policy): readonly Block[] => [
  text(`  ${p.name}: ${p.description}`),
  ...Object.entries(p.properties).map(([key, { description }]) =>
    entry(`    ${key}`, `${description ?? ''}${p.required?.includes(key) ? '' : ' (may be left out)'}`, 22),
  ),
  ...p.examples.map(example => entry('    for example', inYaml(example), 22)),
];

/** What can be adopted, driven and organised, by the words of the model. */
function namesOf({ indexSets, variables }: CheckedModel): readonly string[] {
  const drivers = [...variables.values()].filter(v => v.kind === 'series' && v.spec.sector === 'drivers');
  const elements = (dimension: string) => indexSets.get(dimension)?.dimension.elements ?? [];
  return Object.entries({
    services: elements('service'),
    practices: elements('practice'),
    drivers: drivers.map(v => v.name),
    'forms of system': elements('form'),
  }).flatMap(([what, names]) => (names.length > 0 ? [`${what}: ${names.join(', ')}`] : []));
}

/** A policy is called by its first key, as it is written. */
const nameOf = (p: PolicySchema): string => Object.keys(p.properties)[0] ?? words(p.title);

function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([k, v]) => `${k}: ${inYaml(v)}`)
      .join(', ')}}`;
  return String(value);
}
