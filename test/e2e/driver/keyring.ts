/**
 * A session bus and a gnome-keyring of a test's own, so that `safeStorage` works as on a desktop. Linux only.
 * The rule: both are started here, with a home of their own, and ended here; nobody's real keyring is touched.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const KEYRING_PASSWORD = 'of the keyring';
const START_LIMIT_MS = 10_000;

export interface Keyring {
  /** For `process.env` of what is started next. */
  readonly environment: Readonly<Record<string, string>>;
  /** Another daemon in its place: unlocked with the right password, or asking for it (which nobody answers). */
  readonly restart: (how: 'unlocked' | 'locked') => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (!text.includes('\n')) {
    if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error('the session bus does not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return text.slice(0, text.indexOf('\n'));
}

export async function startKeyring(): Promise<Keyring> {
  const home = await mkdtemp(path.join(tmpdir(), 'halfminute-keyring-'));
  // Without a display, what the bus starts cannot ask anybody for the keyring's password, and says so at once.
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...withoutDisplay } = process.env;
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: withoutDisplay,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const environment = {
    DBUS_SESSION_BUS_ADDRESS: await firstLine(bus),
    HOME: home,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_RUNTIME_DIR: home,
  };
  let daemon: ChildProcess | undefined;
  const restart = async (how: 'unlocked' | 'locked') => {
    if (daemon) await end(daemon);
    const args = ['--foreground', '--components=secrets', ...(how === 'unlocked' ? ['--unlock'] : [])];
    daemon = spawn('gnome-keyring-daemon', args, {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    daemon.stdin?.end(KEYRING_PASSWORD);
    await once(daemon, 'spawn');
    // The daemon says nothing when it is ready; the bus is asked until it has its name, or its unlocked collection.
    const isReady = how === 'unlocked' ? hasDefaultCollection : ownsSecrets;
    const giveUpAt = Date.now() + START_LIMIT_MS;
    while (!(await isReady(environment))) {
      if (Date.now() > giveUpAt) throw new Error('gnome-keyring does not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await restart('unlocked');
  return {
    environment,
    restart,
    async stop() {
      if (daemon) await end(daemon);
      await end(bus);
      await rm(home, { recursive: true, force: true });
    },
  };
}

type Environment = Readonly<Record<string, string>>;

async function ownsSecrets(environment: Environment): Promise<boolean> {
  const bus = ['--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const call = [...bus, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  return (await send(environment, call)).includes('true');
}

async function hasDefaultCollection(environment: Environment): Promise<boolean> {
  if (!(await ownsSecrets(environment))) return false;
  const service = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'];
  const call = [...service, 'org.freedesktop.Secret.Service.ReadAlias', 'string:default'];
  return (await send(environment, call)).includes('/collection/');
}

/** What is answered, as text; empty for an error. */
async function send(environment: Environment, call: readonly string[]): Promise<string> {
  const asking = spawn('dbus-send', ['--session', '--print-reply=literal', ...call], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  asking.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(asking, 'close');
  return text;
}
