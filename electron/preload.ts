/**
 * Exposes `window.authenticator` to the page, made from the contract, and nothing else.
 * Runs sandboxed before the page. The rule: the vault's port stays in this world; the page only gets functions.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, COMMAND_CHANNEL, type PortAnswer, VAULT_PORT_CHANNEL } from './ipc/channels.ts';
import { createClient } from './ipc/client.ts';
import { type Authenticator, COMMANDS, type Command, mainCalls, vaultCalls } from './ipc/contract.ts';
import type { Result } from './ipc/failure.ts';

const waiting = new Map<number, (result: Result<unknown>) => void>();
let lastSequence = 0;

const vaultPort = new Promise<MessagePort>((resolve) => {
  ipcRenderer.once(VAULT_PORT_CHANNEL, (event) => {
    const port = event.ports[0];
    if (!port) return;
    port.onmessage = (message: MessageEvent<PortAnswer>) => {
      const { sequence, result } = message.data;
      waiting.get(sequence)?.(result as Result<unknown>);
      waiting.delete(sequence);
    };
    resolve(port);
  });
});

/**
 * Main may hear a page's first words before it hears that the page is there, and then answers as to a stranger.
 * Asking again after this time gets a page in that was only early; a stranger stays refused.
 */
const ASK_AGAIN_MS = 50;
const ASK_AGAIN_MAX = 40;

const askForPort = () => ipcRenderer.send(VAULT_PORT_CHANNEL);
const askingForPort = setInterval(askForPort, ASK_AGAIN_MS);
vaultPort.then(() => clearInterval(askingForPort));
askForPort();

async function askVault(fullName: string, argument: unknown): Promise<Result<unknown>> {
  const port = await vaultPort;
  lastSequence += 1;
  const sequence = lastSequence;
  return new Promise((resolve) => {
    waiting.set(sequence, resolve);
    port.postMessage({ sequence, fullName, argument });
  });
}

async function askMain(fullName: string, argument: unknown): Promise<Result<unknown>> {
  for (let asked = 1; ; asked += 1) {
    const result: Result<unknown> = await ipcRenderer.invoke(CALL_CHANNEL, fullName, argument);
    if (result.ok || result.code !== 'not-allowed' || asked >= ASK_AGAIN_MAX) return result;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

const authenticator: Authenticator = {
  ...createClient(vaultCalls, askVault),
  ...createClient(mainCalls, askMain),
  onCommand(callback) {
    const listener = (_event: unknown, command: Command) => {
      if (COMMANDS.includes(command)) callback(command);
    };
    ipcRenderer.on(COMMAND_CHANNEL, listener);
    return () => ipcRenderer.removeListener(COMMAND_CHANNEL, listener);
  },
};

contextBridge.exposeInMainWorld('authenticator', authenticator);
