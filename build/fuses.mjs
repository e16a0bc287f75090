/**
 * Reads the fuses of a packaged app and compares them with what we decided. Runs under Node after packaging.
 * The rule: a package whose fuses are not the decided ones does not leave the build, whatever the builder reports.
 */
import { readFile } from 'node:fs/promises';

/** Electron looks for its fuses behind this text: https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** By position in the wire. electron-builder.yml sets the first eight and says why. */
export const DECIDED = /** @type {const} */ ([
  ['runAsNode', false],
  ['cookieEncryption', true],
  ['nodeOptions', false],
  ['nodeCliInspect', false],
  ['asarIntegrity', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
  ['wasmTrapHandlers', true],
]);

/**
 * The wire of an Electron binary: one character per fuse, `0` off, `1` on, `r` removed from this version.
 * A binary of several architectures (macOS) has one wire each.
 * @param {Buffer} binary
 * @returns {string[]} empty when it has no fuses
 */
export function readWires(binary) {
  const wires = [];
  for (let at = binary.indexOf(SENTINEL); at !== -1; at = binary.indexOf(SENTINEL, at + 1)) {
    const start = at + SENTINEL.length;
    const version = binary[start];
    const length = binary[start + 1] ?? 0;
    if (version === 1) wires.push(binary.toString('latin1', start + 2, start + 2 + length));
  }
  return wires;
}

/**
 * What differs from our decisions. Older Electrons have fewer fuses; a fuse that we have not decided differs.
 * @param {string} wire
 * @returns {string[]} one sentence each
 */
export function compareFuses(wire) {
  return [...wire].flatMap((state, position) => {
    const decided = DECIDED[position];
    if (!decided) return [`fuse ${position} is new: decide it`];
    const [name, isOn] = decided;
    return state === 'r' || state === (isOn ? '1' : '0') ? [] : [`${name} is '${state}'`];
  });
}

/** @param {string} executable @returns {Promise<string[]>} what is wrong with its fuses, one sentence each */
export async function checkFuses(executable) {
  const wires = readWires(await readFile(executable));
  return wires.length === 0 ? ['there are no fuses'] : wires.flatMap(compareFuses);
}
