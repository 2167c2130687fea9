import type { Socket } from 'node:net';
import { z } from 'zod';

const messageSchema = z.discriminatedUnion('type', [
  /** Owner to supervisor, first message: keep Postgres running as long as this connection is open. */
  z.object({ type: z.literal('hello'), token: z.string() }),
  /** Owner to supervisor: this owner is done; stop Postgres now if there is no other owner. */
  z.object({ type: z.literal('release') }),
  /** Owner to supervisor: stop Postgres even if there are other owners. */
  z.object({ type: z.literal('stop') }),
  /** Supervisor to owner: Postgres accepts connections as described in the cluster record. */
  z.object({ type: z.literal('ready'), port: z.int() }),
  /** Supervisor to owner: Postgres cannot be started; the message is for the user. */
  z.object({ type: z.literal('failed'), message: z.string() }),
  /** Supervisor to owner: the stop is intended, do not start Postgres again. */
  z.object({ type: z.literal('stopping') }),
]);

/** Messages between an owner and the supervisor, as lines of JSON over a loopback connection. */
export type ControlMessage = z.infer<typeof messageSchema>;

/** Sends one message. It is dropped if the connection is closed, because its reader is gone too. */
export function sendMessage(socket: Socket, message: ControlMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `receive` for each message in order. A line that is not a message closes the connection. */
export function receiveMessages(socket: Socket, receive: (message: ControlMessage) => void): void {
  let unfinished = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    const lines = `${unfinished}${String(chunk)}`.split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      const message = parseMessage(line);
      if (!message) return void socket.destroy();
      receive(message);
    }
  });
}

function parseMessage(line: string): ControlMessage | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
