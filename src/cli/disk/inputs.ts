import type { Faults, Place } from '../../diagnostics/diagnostic.ts';
import type { LoadedFile, LoadFile } from '../../scenario/load-file.ts';
import { findArea } from './area-files.ts';
import { badFile, loaderFor, readInput } from './files.ts';
import { scenariosBelow } from './scenarios-below.ts';

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
  below: scenariosBelow,
};

/** What was read, so that it can be read again without the disk it came from. */
export interface KeptInputs {
  /** Text by the name that messages use. */
  readonly texts: Readonly<Record<string, string>>;
  /** That name by what was asked for: a path or an area as it was typed, or a path with the file that names it. */
  readonly names: Readonly<Record<string, string>>;
  readonly below: Readonly<Record<string, readonly string[]>>;
}

const ofArea = (name: string): string => `area ${name}`;
const fromFile = (path: string, { file }: Place): string => `${path} from ${file}`;

/** Inputs that remember everything that is read of them. */
export function rememberInputs(inputs: Inputs = DISK): Inputs & { readonly kept: KeptInputs } {
  const texts: Record<string, string> = {};
  const names: Record<string, string> = {};
  const below: Record<string, readonly string[]> = {};
  const keep = <L extends LoadedFile | undefined>(asked: string, loaded: L): L => {
    if (loaded) {
      texts[loaded.file] = loaded.text;
      names[asked] = loaded.file;
    }
    return loaded;
  };
  return {
    kept: { texts, names, below },
    read: path => keep(path, inputs.read(path)),
    readArea: name => keep(ofArea(name), inputs.readArea(name)),
    loader: (scenario, faults) => {
      const load = inputs.loader(scenario, faults);
      return (path, from) => keep(fromFile(path, from), load(path, from));
    },
    below: folder => (below[folder] = inputs.below(folder)),
  };
}

/** Inputs that were kept, and no others. */
export function recallInputs({ texts, names, below }: KeptInputs): Inputs {
  const find = (asked: string): LoadedFile | undefined => {
    const file = names[asked];
    const text = file === undefined ? undefined : texts[file];
    return file === undefined || text === undefined ? undefined : { file, text };
  };
  const need = (asked: string): LoadedFile => {
    const found = find(asked);
    if (!found) throw badFile('verify/input', `the folder has not kept ${asked}, and cannot be repeated`);
    return found;
  };
  return {
    read: need,
    readArea: name => need(ofArea(name)),
    loader: () => (path, from) => find(fromFile(path, from)),
    below: folder => below[folder] ?? [],
  };
}
