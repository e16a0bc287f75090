/** Databases that SQLite makes in ways that no app's export has. Runs under Node; Python's own SQLite makes them. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile as readBytes, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';

const MAKE = 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])';

async function madeBy(...statements: readonly string[]): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-sqlite-'));
  try {
    const file = path.join(folder, 'databases');
    await promisify(execFile)('/usr/bin/python3', ['-c', MAKE, file, statements.join(';')]);
    return new Uint8Array(await readBytes(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TABLE = 'accounts (email TEXT PRIMARY KEY, secret TEXT, counter INTEGER, type INTEGER, issuer TEXT)';
const ROW = "INSERT INTO accounts VALUES ('ann', 'GEZDGNBVGY3TQOJQ', 0, 0, 'Shop')";

it('accounts in a table WITHOUT ROWID are refused by that name, in an ordinary one read', async () => {
  const odd = await madeBy(`CREATE TABLE ${TABLE} WITHOUT ROWID`, ROW);
  await expect(readFile(sourceFile(odd))).rejects.toMatchObject({ code: 'table-without-rowid' });
  const plain = await madeBy(`CREATE TABLE ${TABLE}`, ROW);
  expect((await readFile(sourceFile(plain))).accounts).toMatchObject([
    { issuer: 'Shop', accountName: 'ann' },
  ]);
});

it('what to do about such a table, in the words of its sentence, makes it readable', async () => {
  const copied = await madeBy(
    `CREATE TABLE ${TABLE} WITHOUT ROWID`,
    ROW,
    'CREATE TABLE plain AS SELECT * FROM accounts; DROP TABLE accounts; ALTER TABLE plain RENAME TO accounts',
  );
  expect((await readFile(sourceFile(copied))).accounts).toMatchObject([{ issuer: 'Shop' }]);
});
