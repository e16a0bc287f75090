/** What the log lets through, and what a process prints that ends by an error which nobody caught. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { redact } from '../electron/log.ts';

const PROJECT = path.resolve(import.meta.dirname, '..');
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

describe('redacting', () => {
  it.each([
    ['a Key URI', `bad otpauth://totp/Bank:ann?secret=${SECRET} here`, 'bad [redacted] here'],
    ['a secret', `bad ${SECRET}`, 'bad [redacted]'],
    ['a secret in groups', 'bad jbsw y3dp ehpk 3pxp', 'bad [redacted]'],
    ['a code', 'bad 123456', 'bad [redacted]'],
    ['a path', "EACCES: open '/home/ann/vault.halfminute'", "EACCES: open '[redacted]'"],
  ])('takes %s out', (_what, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it('leaves words and short numbers', () => {
    expect(redact('Cannot read line 12 of the list')).toBe('Cannot read line 12 of the list');
  });
});

type Guard = 'endOnUncaughtErrors' | 'logUncaughtErrors';

/** Runs a script in a process of its own, after this guard if one is wanted. */
function runScript(script: string, guard: Guard | null) {
  const load = `const { runnerImport } = await import('vite');
    const { module } = await runnerImport('electron/log.ts', { configFile: false, logLevel: 'error' });`;
  const source = `${load}\n${guard ? `module.${guard}();` : ''}\n${script}`;
  return new Promise<{ readonly exitCode: unknown; readonly printed: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', source],
      { cwd: PROJECT },
      (error, stdout, stderr) => resolve({ exitCode: error?.code ?? 0, printed: stdout + stderr }),
    );
  });
}

describe('an error that nobody caught', () => {
  it.each([
    ['thrown', `setTimeout(() => { throw new TypeError('bad ${SECRET}'); })`],
    ['rejected', `Promise.reject(new TypeError('bad ${SECRET}'))`],
  ])('ends the process by one redacted line when %s', async (_how, script) => {
    const { exitCode, printed } = await runScript(
      `${script};\nsetTimeout(() => {}, 10_000);`,
      'endOnUncaughtErrors',
    );
    expect(exitCode).toBe(1);
    expect(printed).toBe('halfminute ends by an error that nobody caught: TypeError bad [redacted]\n');
  });

  it('is one redacted line in main, which goes on', async () => {
    const fail = `setTimeout(() => { throw new TypeError('bad ${SECRET}'); });
      Promise.reject(new RangeError('bad ${SECRET}'));
      setTimeout(() => process.stdout.write('still here'), 50);`;
    const { exitCode, printed } = await runScript(fail, 'logUncaughtErrors');
    expect(exitCode).toBe(0);
    expect(printed).toContain('halfminute an error that nobody caught: TypeError bad [redacted]\n');
    expect(printed).toContain('halfminute a rejection that nobody caught: RangeError bad [redacted]\n');
    expect(printed).toContain('still here');
    expect(printed).not.toContain(SECRET);
  });

  it('would print its stack and what it quotes otherwise', async () => {
    const { printed } = await runScript(`Promise.reject(new TypeError('bad ${SECRET}'));`, null);
    expect(printed).toContain(SECRET);
    expect(printed).toMatch(/^ {4}at /m);
  });
});
