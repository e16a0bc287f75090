/**
 * Codes by an independent implementation: Debian's oathtool. Used by the demo tour and the end-to-end tests.
 * The rule: the secret goes in by standard input, never as an argument that other programs can see.
 */
import { spawn } from 'node:child_process';

/** Whether oathtool is installed. */
export async function hasOathtool(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('oathtool', ['--version'], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/**
 * The code that oathtool makes of a Key URI at a Unix second; null for what oathtool cannot make (Steam, digits
 * other than 6, 7 and 8).
 */
export async function oathtoolCode(keyUri: string, atSeconds: number): Promise<string | null> {
  const { host, searchParams } = new URL(keyUri.replace(/^otpauth:/, 'https:'));
  const digits = searchParams.get('digits') ?? '6';
  if (searchParams.get('encoder') === 'steam' || !['6', '7', '8'].includes(digits)) return null;
  const algorithm = searchParams.get('algorithm') ?? 'SHA1';
  const mode =
    host === 'hotp'
      ? ['--hotp', '-c', searchParams.get('counter') ?? '0']
      : [`--totp=${algorithm}`, '-s', `${searchParams.get('period') ?? '30'}s`, '-N', `@${atSeconds}`];
  if (host === 'hotp' && algorithm !== 'SHA1') return null;
  return new Promise((resolve, reject) => {
    const child = spawn('oathtool', ['-b', '-d', digits, ...mode, '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output.trim()) : reject(new Error(`oathtool ended with exit code ${code}`)),
    );
    child.stdin.end(`${searchParams.get('secret')}\n`);
  });
}
