import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileStore } from '../../src/files/local-file-store';
import { createLogger } from '../../src/logging';
import { TenantDatabase } from '../../src/persistence/tenant-database';
import { startServer } from '../../src/server';
import { createBareServer } from './bare-server';
import type { Seeded } from './seeded';

const HOST = '127.0.0.1';
const POOL_SIZE = 10;

/** Which server to start, on which database. */
export type ServerOrder =
  | { readonly kind: 'turnwise'; readonly applicationUrl: string }
  | { readonly kind: 'bare'; readonly superuserUrl: string; readonly seeded: Seeded };

export type ServerProcess = { readonly url: string; stop(): Promise<void> };

/** Starts a server in its own process, so that client and server do not share an event loop. */
export async function startServerProcess(order: ServerOrder): Promise<ServerProcess> {
  const child = fork(__filename, [JSON.stringify(order)]);
  const exited = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => String(message)),
    exited.then(([code]) => Promise.reject(new Error(`the ${order.kind} server exited with ${String(code)}`))),
  ]);
  return {
    url,
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

async function serve(order: ServerOrder): Promise<void> {
  // The server stops when the channel closes, also when the benchmark dies.
  process.once('disconnect', () => process.exit(0));
  const base = order.kind === 'bare' ? await serveBare(order) : await serveTurnwise(order.applicationUrl);
  process.send?.(`${base}/graphql`);
}

async function serveBare({ superuserUrl, seeded }: Extract<ServerOrder, { kind: 'bare' }>): Promise<string> {
  const server = createBareServer(superuserUrl, seeded).listen(0, HOST);
  await once(server, 'listening');
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

async function serveTurnwise(databaseUrl: string): Promise<string> {
  const database = await TenantDatabase.connect(databaseUrl, POOL_SIZE);
  const logger = createLogger('warn', 'api');
  // No benchmark reads a file.
  const files = new LocalFileStore(join(tmpdir(), 'turnwise-bench-files'));
  return (await startServer({ database, databaseUrl, files, host: HOST, port: 0, logger })).url;
}

if (require.main === module) {
  void serve(JSON.parse(process.argv[2]!) as ServerOrder);
}
