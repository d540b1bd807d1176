import { Faults, type Place } from '../diagnostics/diagnostic.ts';
import { type Field, list, type RecordOf, record, type Shape } from '../source/shape.ts';

/** The fields of a record, as `record` takes them. */
export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

/** What `salvageRecord(fields)` reads: every field may be absent. */
export type Salvaged<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T, boolean> ? T : never;
} & { readonly place: Place; readonly keyPlaces: Readonly<Record<string, Place>> };

/*
 * Shapes that keep what is good when a part is faulty, so that the checks across a file still run over the rest
 * and a user sees all faults at once. Whoever uses them must look at the faults before the result.
 */

/** Like `record`, but a faulty, missing or unknown key costs only itself. */
export function salvageRecord<const F extends Fields>(expected: string, fields: F): Shape<Salvaged<F>> {
  const strict: Shape<RecordOf<F>> = record(expected, fields);
  return {
    expected,
    schema: strict.schema,
    read(node, faults) {
      const whole = strict.read(node, faults);
      if (whole !== undefined || node.kind !== 'map') return whole as Salvaged<F> | undefined;
      const out: Record<string, unknown> = {};
      const keyPlaces: Record<string, Place> = {};
      for (const { key, keyPlace, value } of node.entries.values()) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (!field) continue;
        keyPlaces[key] = keyPlace;
        // The strict reading has told these faults already.
        const v = field.shape.read(value, new Faults());
        if (v !== undefined) out[key] = v;
      }
      return { ...out, place: node.place, keyPlaces } as unknown as Salvaged<F>;
    },
  };
}

/** Like `list`, but a faulty item costs only itself. */
export function salvageList<T>(item: Shape<T>): Shape<readonly T[]> {
  const strict = list(item);
  return {
    ...strict,
    read(node, faults) {
      if (node.kind !== 'list') return strict.read(node, faults);
      return node.items.map(n => item.read(n, faults)).filter(v => v !== undefined) as T[];
    },
  };
}

/** A shape whose schema is written once, under `$defs`, and referred to elsewhere. */
export interface SharedShape<T> extends Shape<T> {
  readonly definition: Readonly<Record<string, Shape<T>['schema']>>;
}

/** Gives a shape a name under `$defs`; whoever writes the schema puts the `definition` there. */
export function shared<T>(name: string, shape: Shape<T>): SharedShape<T> {
  return {
    expected: shape.expected,
    schema: { $ref: `#/$defs/${name}` },
    definition: { [name]: shape.schema },
    read: (node, faults) => shape.read(node, faults),
  };
}
