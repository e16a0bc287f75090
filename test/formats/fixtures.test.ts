/**
 * Every format and variant on a file of our own, made by the format's documented algorithm in Python
 * (test/fixtures/formats/make), so that the suite proves each reader without anybody else's files. Runs under Node.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountJson } from '../../electron/cli/account-json.ts';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { missingPagesOf } from '../../electron/formats/migration-pages.ts';
import { FORMATS, readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { type Fixture, fixtureFile, fixtures } from './own-fixtures.ts';

function read(fixture: Fixture, password: string | null) {
  return readFile(fixtureFile(fixture.file), {
    companions: (fixture.companions ?? []).map(fixtureFile),
    readPicture,
    ...(password === null ? {} : { password }),
  });
}

const readable = fixtures.filter((fixture) => fixture.problem === undefined);
const sealed = readable.filter((fixture) => fixture.password !== undefined);

describe.each(readable)('$file', (fixture) => {
  it('gives each account with all that it carries, and names what is left out', async () => {
    const reading = await read(fixture, fixture.password ?? null);
    expect(reading.accounts.map((account) => accountJson(account, true))).toEqual(fixture.accounts);
    expect(reading.skipped.map(({ name, reason }) => `${name}|${reason}`)).toEqual(fixture.skipped);
    expect(missingPagesOf(reading.batches)).toEqual(fixture.missing ?? []);
    expect(reading.format).toBe(fixture.format);
  });

  it('is told by its content, whatever its name', async () => {
    const renamed = sourceFile(fixtureFile(fixture.file).bytes, 'download');
    const reading = await readFile(renamed, {
      companions: (fixture.companions ?? []).map(fixtureFile),
      readPicture,
      ...(fixture.password === undefined ? {} : { password: fixture.password }),
    });
    expect(reading.format).toBe(fixture.format);
  });
});

describe.each(sealed)('$file', (fixture) => {
  it('asks for its password, and tells a wrong one from damage', async () => {
    await expect(read(fixture, null)).rejects.toMatchObject({ code: 'password-needed' });
    for (const wrong of ['', ` ${fixture.password}`, `${fixture.password} `])
      await expect(read(fixture, wrong)).rejects.toMatchObject({ code: 'wrong-password' });
  });
});

describe.each(fixtures.filter((fixture) => fixture.problem !== undefined))('$file', (fixture) => {
  it('is refused with its reason', async () => {
    await expect(read(fixture, 'any')).rejects.toMatchObject({
      code: fixture.problem,
      format: fixture.format,
    });
  });
});

/** Formats whose files are another format's inside, or that hold no account by themselves. */
const PROVED_ELSEWHERE = ['1password-data-json'];

it('leaves no format without a fixture', () => {
  const proved = new Set(
    fixtures.flatMap(({ file }) => FORMATS.filter((format) => format.detect(fixtureFile(file)) !== 'no')),
  );
  const unproved = FORMATS.filter((format) => !proved.has(format)).map((format) => format.id);
  expect(unproved).toEqual(PROVED_ELSEWHERE);
});

it('keeps what it left out, for the person to look up', async () => {
  const file = sourceFile(readFileSync(path.join(import.meta.dirname, '../fixtures/formats/aegis-v2.json')));
  const { skipped } = await readFile(file);
  expect(JSON.parse(skipped[0]?.content ?? '')).toMatchObject({
    issuer: 'Other hash',
    info: { algo: 'SHA3' },
  });
});
