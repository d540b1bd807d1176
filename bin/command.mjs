// Imported as modules, parts of Node are loaded with all that they could give: streams and more.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
const { createRequire } = process.getBuiltinModule('node:module');
const { fileURLToPath } = process.getBuiltinModule('node:url');
const { deserialize, setFlagsFromString } = process.getBuiltinModule('node:v8');
const vm = process.getBuiltinModule('node:vm');

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

export const isBuilt = () => existsSync(`${dist}tx-sim.cjs`);

/** The compiled code of the command's scripts, by their names, and who compiled it: kept when the package is built. */
export const CODE = `${dist}tx-sim.code`;

/** Code holds for one Node alone: V8 itself takes that of other releases of its own version, and crashes on it. */
export const COMPILER = [process.version, process.platform, process.arch].join(' ');

/**
 * Runs the command from its bundled scripts with the compiled code that was kept of them, which halves the time to
 * load them. Code of another Node is not taken, and compiled again: slower, never wrong.
 *
 * @returns the scripts that are loaded, by name; there are more as the command goes on
 */
export function runCommand() {
  // Most of what a command does it does once. Optimising that as early as the V8 of Node 20 would takes longer than
  // doing it; later ones wait of themselves, and know other flags.
  if (process.version.startsWith('v20.')) {
    setFlagsFromString('--interrupt-budget=1000000');
    setFlagsFromString('--wasm-tiering-budget=20000000');
  }
  const kept = keptCode();
  const scripts = new Map();
  const modules = new Map();
  const requireOther = createRequire(import.meta.url);
  const load = name => {
    const known = modules.get(name);
    if (known) return known.exports;
    const filename = dist + name;
    const source = `(function (require, module, exports, __filename) {${readFileSync(filename, 'utf8')}\n})`;
    const script = new vm.Script(source, { filename, cachedData: kept[name] });
    const module = { exports: {} };
    scripts.set(name, script);
    modules.set(name, module);
    const requireFrom = id => (id.startsWith('./') ? load(id.slice(2)) : requireOther(id));
    script.runInThisContext()(requireFrom, module, module.exports, filename);
    return module.exports;
  };
  load('tx-sim.cjs');
  return scripts;
}

/** @returns nothing where none was kept, or by another Node */
export function keptCode() {
  try {
    const { compiler, code } = deserialize(readFileSync(CODE));
    return compiler === COMPILER ? code : {};
  } catch {
    return {};
  }
}
