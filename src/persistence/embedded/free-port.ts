import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that is free now. Another program can take it before the caller does.
 *
 * @param preferred returned if it is free
 */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await tryToListen(preferred)) !== undefined) return preferred;
  const port = await tryToListen(0);
  if (port === undefined) throw new Error('the system has no free port on 127.0.0.1');
  return port;
}

/** @returns the port that was briefly listened on; undefined if it is taken */
async function tryToListen(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}
