/**
 * Loaded before a program (`node --require`), into its workers too: whatever would reach the network or start another
 * program throws, and a line is written to the file ALONE_LOG for that, for each place on the disk that the program
 * changes, and for each variable of the environment that it asks for.
 */
const { appendFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { syncBuiltinESMExports } = require('node:module');

const { ALONE_LOG } = process.env;
const log = (...words) => appendFileSync(ALONE_LOG, `${words.join(' ')}\n`);

const deny = (what, holder, names) => {
  for (const name of names) {
    if (typeof holder[name] !== 'function') throw new Error(`${what} has no ${name} to deny`);
    holder[name] = () => {
      log('reach', `${what}.${name}`);
      throw new Error(`${what}.${name} is denied`);
    };
  }
};
const functionsOf = holder => Object.keys(holder).filter(name => typeof holder[name] === 'function');
for (const name of [
  'http',
  'https',
  'http2',
  'dns',
  'dns/promises',
  'dgram',
  'tls',
  'child_process',
  'cluster',
]) {
  const module = require(`node:${name}`);
  deny(name, module, functionsOf(module));
}
// Pipes to and from the terminal are sockets as well: only what connects or listens is denied.
const net = require('node:net');
deny('net', net, ['connect', 'createConnection', 'createServer']);
deny('net.Socket', net.Socket.prototype, ['connect']);
deny('net.Server', net.Server.prototype, ['listen']);
deny('globalThis', globalThis, ['fetch']);

/** By what changes the disk: how many of its first arguments are places. */
const CHANGES = {
  appendFile: 1,
  chmod: 1,
  copyFile: 2,
  cp: 2,
  link: 2,
  mkdir: 1,
  mkdtemp: 1,
  rename: 2,
  rm: 1,
  rmdir: 1,
};
Object.assign(CHANGES, { symlink: 2, truncate: 1, unlink: 1, utimes: 1, writeFile: 1 });
const fs = require('node:fs');
const watch = (holder, name, places, isChange = () => true) => {
  const change = holder[name];
  holder[name] = (...args) => {
    if (isChange(...args) && args[0] !== ALONE_LOG)
      for (const place of args.slice(0, places)) log('change', resolve(String(place)));
    return change(...args);
  };
};
const writes = (_, flags = 'r') => flags !== 'r' && flags !== fs.constants.O_RDONLY;
for (const [name, places] of Object.entries(CHANGES)) {
  watch(fs, `${name}Sync`, places);
  watch(fs, name, places);
  watch(fs.promises, name, places);
}
for (const [holder, name] of [
  [fs, 'openSync'],
  [fs, 'open'],
  [fs.promises, 'open'],
])
  watch(holder, name, 1, writes);
watch(fs, 'createWriteStream', 1);
syncBuiltinESMExports();

process.env = new Proxy(process.env, {
  get(env, name) {
    if (typeof name === 'string') log('ask', name);
    return env[name];
  },
  has(env, name) {
    log('ask', String(name));
    return name in env;
  },
  ownKeys(env) {
    log('ask', '*');
    return Reflect.ownKeys(env);
  },
});
