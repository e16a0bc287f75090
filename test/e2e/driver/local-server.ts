/**
 * A server on this computer that counts who calls. End-to-end tests only.
 * The rule: it counts connections, not requests, so that nothing that reached it goes unseen.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

export async function startLocalServer(): Promise<LocalServer> {
  let connections = 0;
  const server = createServer((_request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.end('hello');
  });
  server.on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
