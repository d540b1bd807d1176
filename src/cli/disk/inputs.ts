import { BadInput, type Diagnostic, type Faults, type Place } from '../../diagnostics/diagnostic.ts';
import type { LoadedFile, LoadFile } from '../../scenario/load-file.ts';
import { findArea } from './area-files.ts';
import { badFile, loaderFor, readInput } from './files.ts';
import { yamlBelow } from './files-below.ts';

/** Where the files come from that a command names: the disk, or what a folder of results has kept of them. */
export interface Inputs {
  /** A file that the user named. @throws BadInput where it cannot be read */
  read(path: string): LoadedFile;
  /** An area, by its file or its name. @throws BadInput where there is none */
  readArea(name: string): LoadedFile;
  /** Finds the files that a scenario names. */
  loader(scenario: string, faults: Faults): LoadFile;
  /** The YAML files below a folder. @throws BadInput where it is none */
  below(folder: string): readonly string[];
}

export const DISK: Inputs = {
  read: readInput,
  readArea: name => readInput(findArea(name)),
  loader: loaderFor,
  below: yamlBelow,
};

/** What was read, so that it can be read again without the disk it came from. */
export interface KeptInputs {
  /** Text by the name that messages use. */
  readonly texts: Readonly<Record<string, string>>;
  /** That name by what was asked for: a path or an area as it was typed, or a path with the file that names it. */
  readonly names: Readonly<Record<string, string>>;
  /** What was said where what was asked for could not be read. */
  readonly refused: Readonly<Record<string, readonly Diagnostic[]>>;
  readonly below: Readonly<Record<string, readonly string[]>>;
}

const ofArea = (name: string): string => `area ${name}`;
const fromFile = (path: string, { file }: Place): string => `${path} from ${file}`;

/** Inputs that remember everything that is asked of them. */
export function rememberInputs(inputs: Inputs = DISK): Inputs & { readonly kept: KeptInputs } {
  const texts: Record<string, string> = {};
  const names: Record<string, string> = {};
  const refused: Record<string, readonly Diagnostic[]> = {};
  const below: Record<string, readonly string[]> = {};
  const keep = (asked: string, loaded: LoadedFile): LoadedFile => {
    texts[loaded.file] = loaded.text;
    names[asked] = loaded.file;
    return loaded;
  };
  const keepOrRefuse = (asked: string, read: () => LoadedFile): LoadedFile => {
    try {
      return keep(asked, read());
    } catch (e) {
      if (e instanceof BadInput) refused[asked] = e.diagnostics;
      throw e;
    }
  };
  return {
    kept: { texts, names, refused, below },
    read: path => keepOrRefuse(path, () => inputs.read(path)),
    readArea: name => keepOrRefuse(ofArea(name), () => inputs.readArea(name)),
    loader: (scenario, faults) => {
      const load = inputs.loader(scenario, faults);
      return (path, from) => {
        const before = faults.all.length;
        const loaded = load(path, from);
        if (loaded) return keep(fromFile(path, from), loaded);
        refused[fromFile(path, from)] = faults.all.slice(before);
        return undefined;
      };
    },
    below: folder => (below[folder] = inputs.below(folder)),
  };
}

/** Inputs that were kept, and no others. */
export function recallInputs({ texts, names, refused, below }: KeptInputs): Inputs {
  const find = (asked: string): LoadedFile => {
    if (refused[asked]) throw new BadInput(refused[asked]);
    const file = names[asked];
    const text = file === undefined ? undefined : texts[file];
    if (file === undefined || text === undefined)
      throw badFile('verify/input', `the folder has not kept ${asked}, and cannot be repeated`);
    return { file, text };
  };
  return {
    read: find,
    readArea: name => find(ofArea(name)),
    loader: (_, faults) => (path, from) => {
      try {
        return find(fromFile(path, from));
      } catch (e) {
        if (!(e instanceof BadInput)) throw e;
        faults.all.push(...e.diagnostics);
        return undefined;
      }
    },
    below: folder => below[folder] ?? [],
  };
}

/** Inputs as a folder of results has them. @returns undefined where they are not what was written */
export function readKeptInputs(text: string): KeptInputs | undefined {
  try {
    const kept = JSON.parse(text);
    const isMap = (x: unknown, of: (item: unknown) => boolean): boolean =>
      typeof x === 'object' && x !== null && !Array.isArray(x) && Object.values(x).every(of);
    const isText = (x: unknown): boolean => typeof x === 'string';
    const sound =
      isMap(kept.texts, isText) &&
      isMap(kept.names, isText) &&
      isMap(kept.refused, Array.isArray) &&
      isMap(kept.below, Array.isArray);
    return sound ? kept : undefined;
  } catch {
    return undefined;
  }
}
