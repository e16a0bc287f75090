/** The structure of docs/architecture.md, held by reading the source; each rule is shown to be able to fail. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, listFiles, PROJECT, readImports, readSource } from './imports.ts';
import { findCircles, problemOf } from './rules.ts';

const files = [...listFiles('electron'), ...listFiles('renderer')];
const imports = files.flatMap((file) => readImports(file, readSource(file)));

const LINES_MAX = 300;
/** A list of calls, each with its words: cut in two, one would have to look in both. */
const LONGER_ON_PURPOSE = new Set(['electron/ipc/contract.ts']);
const EMPTY_WORDS = /(^|[-/.])(utils?|helpers?|managers?|services?|common|misc)([-/.]|$)/;

describe('imports', () => {
  it('point inward', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  it('name files that are there', () => {
    const missing = imports.filter(({ to, isLocal }) => isLocal && !existsSync(path.join(PROJECT, to)));
    expect(missing).toEqual([]);
  });

  it('run in no circle', () => {
    expect(findCircles(imports)).toEqual([]);
  });
});

describe('files', () => {
  it.each(files)('%s opens with what it is', (file) => {
    expect(readSource(file)).toMatch(/^(#!.*\n)?\/\*\*/);
  });

  it('are short enough to be read in one go', () => {
    const long = files.filter(
      (file) => !LONGER_ON_PURPOSE.has(file) && readSource(file).split('\n').length > LINES_MAX,
    );
    expect(long).toEqual([]);
  });

  it('are named for what they hold, in kebab-case', () => {
    const badly = files.filter((file) => EMPTY_WORDS.test(file) || !/^[a-z0-9./-]+$/.test(file));
    expect(badly).toEqual([]);
  });
});

describe('the checks themselves', () => {
  const read = (from: string, text: string): readonly Import[] => readImports(from, text);

  it.each([
    ['electron/otp/x.ts', "import { a } from '../vault/vault.ts';"],
    ['electron/otp/x.ts', "import fs from 'node:fs';"],
    ['electron/vault/x.ts', "import { app } from 'electron';"],
    ['electron/vault/x.ts', "import type { Call } from '../ipc/contract.ts';"],
    ['electron/platform/x.ts', "import { openVault } from '../vault/format.ts';"],
    ['electron/vault-calls/x.ts', "import type { MessagePortMain } from 'electron';"],
    ['electron/ipc/x.ts', "import { codeAt } from '../otp/code.ts';"],
    ['electron/main.ts', "const { x } = await import('./vault/session.ts');"],
    ['renderer/codes/x.tsx', "import { x } from '../../electron/ipc/contract.ts';"],
    ['renderer/codes/x.tsx', "import type { Vault } from '../../electron/vault/vault.ts';"],
    ['renderer/codes/x.tsx', "import { Y } from '../add/y.tsx';"],
    ['renderer/codes/x.tsx', "export { Y } from '../add/y.tsx';"],
    ['renderer/codes/x.tsx', "import path from 'node:path';"],
    ['renderer/scan/x.ts', "import { t } from '../locales/text.ts';"],
    ['renderer/components/x.tsx', "import { Y } from '../codes/y.tsx';"],
    ['electron/new-entry.ts', "import './log.ts';"],
  ])('refuse in %s: %s', (from, text) => {
    expect(read(from, text).map(problemOf)).toEqual([expect.any(String)]);
  });

  it.each([
    ['electron/vault/x.ts', "import { CodedError } from '../ipc/failure.ts';"],
    ['electron/platform/x.ts', "import { app } from 'electron';"],
    ['renderer/codes/x.tsx', "import type { CodeView } from '../../electron/ipc/contract.ts';"],
    ['renderer/codes/x.tsx', "import { Button } from '../components/button.tsx';"],
    ['renderer/open-vault.tsx', "import { Y } from './add/y.tsx';"],
    ['renderer/codes/x.tsx', "import { KEYS } from '../../electron/ipc/keyboard.ts';"],
    ['renderer/import/x.ts', "import { FILE_BYTES_MAX } from '../../electron/ipc/file-bounds.ts';"],
    [
      'electron/otp/x.ts',
      "// import fs from 'node:fs';\n/* import 'electron'; */ import type { A } from './a.ts';",
    ],
  ])('allow in %s: %s', (from, text) => {
    const found = read(from, text);
    expect(found).toHaveLength(1);
    expect(found.map(problemOf)).toEqual([null]);
  });

  it('read imports over several lines, and workers', () => {
    const text = `import {\n  a,\n  type B,\n} from '../add/y.ts';\nnew Worker(new URL('./w.ts', import.meta.url));`;
    expect(read('renderer/codes/x.ts', text).map(({ to }) => to)).toEqual([
      'renderer/add/y.ts',
      'renderer/codes/w.ts',
    ]);
  });

  it('find a circle, but none of types alone', () => {
    const circle = [
      ...read('electron/otp/a.ts', "import { b } from './b.ts';"),
      ...read('electron/otp/b.ts', "import { c } from './c.ts';"),
      ...read('electron/otp/c.ts', "import { a } from './a.ts';"),
    ];
    expect(findCircles(circle)).toHaveLength(1);
    expect(findCircles(circle.map((each) => ({ ...each, isTypeOnly: true })))).toEqual([]);
  });
});
