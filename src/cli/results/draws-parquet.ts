import {
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
  type Writer,
} from 'hyparquet-writer';
import { column, type Ensemble } from '../../ensemble/ensemble.ts';
import { WHOLE_RUN } from '../../report/csv.ts';

/** Numbers of a row group, which readers take in at once: rows × columns. */
const MOST_NUMBERS = 4_000_000;

/**
 * Writes a row for each draw, arm and year (and the whole run): every outcome, then every parameter that was drawn, each
 * a column under its own name in its own unit. A parameter with several values is the factor on them. What failed or
 * has no meaning is null. Row groups hold whole draws, and one column of them is made at a time, so that memory stays
 * small however many there are.
 *
 * @param put takes the file piece by piece; a piece is only good until it returns
 */
export function writeDraws(put: (bytes: Uint8Array) => void, ensemble: Ensemble): void {
  const { experiment, outcomes, sample, windows } = ensemble;
  const perDraw = experiment.arms.length * (windows.length + 1);
  const columns = 3 + outcomes.length + sample.parameters.length;
  const drawsPerGroup = Math.max(1, Math.floor(MOST_NUMBERS / (perDraw * columns)));
  let writer: ParquetWriter | undefined;
  for (let from = 0; from < sample.draws; from += drawsPerGroup) {
    const columnData = groupOf(ensemble, from, Math.min(sample.draws, from + drawsPerGroup));
    writer ??= new ParquetWriter({
      writer: writerTo(put),
      schema: schemaFromColumnData({ columnData }),
      kvMetadata: [{ key: 'units', value: JSON.stringify(unitsOf(ensemble)) }],
      // Least and most of hundreds of columns take as long to find as the rest to write; draws alone are looked up.
      statistics: false,
      createdBy: 'tx-sim',
    });
    // A column of a group is small enough for one page.
    writer.write({ columnData, rowGroupSize: columnData[0]!.data.length, pageSize: 0 });
  }
  writer?.finish();
}

/** Bytes that are handed over together. */
const PIECE = 1_000_000;

/** A writer that hands on what it is given instead of keeping it. */
function writerTo(put: (bytes: Uint8Array) => void): Writer {
  const writer = new ByteWriter();
  const handOver = (): void => {
    put(new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  const grow = writer.ensure.bind(writer);
  writer.ensure = size => {
    if (writer.index > PIECE) handOver();
    grow(size);
  };
  writer.finish = handOver;
  return writer;
}

/**
 * Draws from one up to, and without, another: row after row by draw, arm and window. The numbers of a column are
 * made when they are read: the writer is done with each before it reads the next.
 */
function groupOf(ensemble: Ensemble, from: number, to: number): ColumnSource[] {
  const { experiment, outcomes, sample, windows } = ensemble;
  const { arms } = experiment;
  const perArm = windows.length + 1;
  const perDraw = arms.length * perArm;
  const rows = (to - from) * perDraw;
  /** A column that is the same in all rows of a draw. */
  const byDraw = <A extends Int32Array | Float64Array>(data: A, of: (k: number) => number): A => {
    for (let k = from; k < to; k++) data.fill(of(k), (k - from) * perDraw, (k - from + 1) * perDraw);
    return data;
  };
  const ofOutcome = (o: number): ColumnSource['data'] => {
    const data = new Float64Array(rows);
    let isWhole = true;
    for (const a of arms.keys())
      for (let w = 0; w < perArm; w++) {
        const values = column(ensemble, a, o, w);
        for (let k = from; k < to; k++) {
          const value = values[k]!;
          data[(k - from) * perDraw + a * perArm + w] = value;
          if (Number.isNaN(value)) isWhole = false;
        }
      }
    return isWhole ? data : Array.from(data, value => (Number.isNaN(value) ? null : value));
  };
  const years = [...windows.map(w => w.name), WHOLE_RUN];
  const inDraw = arms.flatMap(({ name }) => years.map(year => ({ name, year })));
  const eachDraw = (all: readonly string[]): string[] => Array.from({ length: to - from }, () => all).flat();
  const text = { type: 'STRING', nullable: false } as const;
  return [
    {
      name: 'draw',
      data: byDraw(new Int32Array(rows), k => k),
      type: 'INT32',
      nullable: false,
      statistics: true,
    },
    { name: 'arm', data: eachDraw(inDraw.map(r => r.name)), ...text },
    { name: 'year', data: eachDraw(inDraw.map(r => r.year)), ...text },
    ...outcomes.map(({ name }, o) =>
      madeWhenRead({ name, type: 'DOUBLE', nullable: true, encoding: 'PLAIN' }, () => ofOutcome(o)),
    ),
    ...sample.parameters.map(({ name }, p) =>
      madeWhenRead({ name, type: 'DOUBLE', nullable: false, encoding: 'RLE_DICTIONARY' }, () =>
        byDraw(new Float64Array(rows), k => sample.values[p * sample.draws + k]!),
      ),
    ),
  ];
}

const madeWhenRead = (
  column: Omit<ColumnSource, 'data'>,
  make: () => ColumnSource['data'],
): ColumnSource => ({
  ...column,
  get data() {
    return make();
  },
});

/** The unit of each column that has one. */
const unitsOf = ({ outcomes, sample }: Ensemble): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...outcomes.map(o => [o.name, o.unit.value]),
    ...sample.parameters.map(p => [p.name, p.over.length > 0 ? '1' : p.spec.unit.value]),
  ]);
