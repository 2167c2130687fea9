import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotificationListener } from '../../src/persistence/notification-listener';

describe('a listener whose first connection fails', () => {
  let server: Server;
  let connections = 0;

  beforeEach(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.close();
  });

  it('says so and tries no more', async () => {
    const { port } = server.address() as AddressInfo;
    const handler = { onNotification: () => undefined, onConnect: () => undefined };
    const listener = new NotificationListener(`postgres://nobody:x@127.0.0.1:${port}/none`, { channel: handler });
    await expect(listener.start()).rejects.toThrow();
    await sleep(1500);
    expect(connections).toBe(1);
  });
});
