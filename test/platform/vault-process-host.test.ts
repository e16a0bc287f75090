/** What main may still ask of a vault process that is on its way out. Under Node, without Electron. */
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';

class Process extends EventEmitter {
  readonly messages: string[] = [];
  postMessage({ kind }: { readonly kind: string }) {
    this.messages.push(kind);
  }
  kill() {
    this.emit('exit');
  }
}
const forked = vi.hoisted(() => ({ last: null as unknown }));
vi.mock('electron', () => ({
  MessageChannelMain: class {
    readonly port1 = {};
    readonly port2 = {};
  },
  utilityProcess: {
    fork: () => {
      forked.last = new Process();
      return forked.last;
    },
  },
}));
const { startVaultProcess } = await import('../../electron/platform/vault-process-host.ts');

type Given = Parameters<typeof startVaultProcess>;

function start() {
  const host = startVaultProcess('', {} as Given[1], { onLost: () => {} } as Given[2]);
  const page = { postMessage: vi.fn() };
  return { host, page, process: forked.last as Process, connect: () => host.connectPage(page as never) };
}

it('gives a page its port and a file its permission', () => {
  const { host, page, process, connect } = start();
  connect();
  expect(page.postMessage).toHaveBeenCalledOnce();
  expect(host.grantFile('export', '/a')).not.toContain('/');
  expect(process.messages).toEqual(['start', 'page-port', 'grant-file']);
});

it('answers the tray when the process is gone, before and after the question', async () => {
  const { host, process } = start();
  const nothing = { accounts: [], code: null };
  const asked = host.askTray({ kind: 'accounts' });
  expect(process.messages).toEqual(['start', 'tray']);
  process.kill();
  expect(await asked).toEqual(nothing);
  expect(await host.askTray({ kind: 'code', id: 'a' })).toEqual(nothing);
  expect(process.messages).toEqual(['start', 'tray']);
});

it('ends, too, when the process does not, nor says that it was killed', async () => {
  vi.useFakeTimers();
  const { host, process } = start();
  const kill = vi.spyOn(process, 'kill').mockReturnValue();
  const ended = vi.fn();
  void host.end().then(ended);
  await vi.advanceTimersByTimeAsync(2999);
  expect(kill).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(kill).toHaveBeenCalledOnce();
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it.each([
  ['ends', ({ host, process }: ReturnType<typeof start>) => [host.end(), process.kill()]],
  ['is ending', ({ host }: ReturnType<typeof start>) => [host.end()]],
  ['was lost', ({ process }: ReturnType<typeof start>) => [process.kill()]],
])('gives neither once the process %s: a mute port would leave the page waiting', (_when, leave) => {
  const started = start();
  leave(started);
  const before = [...started.process.messages];
  started.connect();
  expect(() => started.host.grantFile('export', '/a')).toThrow(expect.objectContaining({ code: 'locked' }));
  expect(started.page.postMessage).not.toHaveBeenCalled();
  expect(started.process.messages).toEqual(before);
  started.process.kill();
});
