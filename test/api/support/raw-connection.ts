import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestApi } from './api-server';

/** A connection on which a test writes its bytes itself. */
export type RawConnection = {
  write(bytes: string): void;
  /** All that the server sent, once it has ended the connection. */
  readonly ended: Promise<string>;
  /** What the server sent first. */
  readonly firstBytes: Promise<string>;
  close(): void;
};

/** Opens a connection and sends the bytes. */
export function openRaw({ server }: Pick<TestApi, 'server'>, bytes = ''): RawConnection {
  const socket = connect(server.port, '127.0.0.1');
  const firstBytes = new Promise<string>((resolve) => {
    socket.once('data', (piece: Buffer) => {
      resolve(piece.toString());
    });
  });
  const ended = text(socket);
  // A test that closes the connection itself does not wait for its end.
  ended.catch(() => undefined);
  if (bytes !== '') socket.write(bytes);
  return {
    write: (more) => socket.write(more),
    ended,
    firstBytes,
    close: () => socket.destroy(),
  };
}

/** The head of a request with a body, as bytes. */
export function headOf(method: string, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
