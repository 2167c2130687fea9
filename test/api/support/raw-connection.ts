import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestApi } from './api-server';

/** A connection on which a test writes its bytes itself. */
export type RawConnection = {
  write(bytes: string): void;
  /** All that the server sent, once it has ended the connection. */
  readonly ended: Promise<string>;
  close(): void;
};

/** Opens a connection and sends the bytes. */
export function openRaw({ server }: Pick<TestApi, 'server'>, bytes = ''): RawConnection {
  const socket = connect(server.port, '127.0.0.1');
  const ended = text(socket);
  if (bytes !== '') socket.write(bytes);
  return {
    write: (more) => socket.write(more),
    ended,
    close: () => socket.destroy(),
  };
}

/** The head of a request with a body, as bytes. */
export function headOf(method: string, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
