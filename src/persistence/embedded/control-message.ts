import type { Socket } from 'node:net';
import { z } from 'zod';

const messageSchema = z.discriminatedUnion('type', [
  /** Owner to supervisor, first: I need Postgres for as long as this connection lives. */
  z.object({ type: z.literal('hello'), token: z.string() }),
  /** Owner to supervisor: I am done; the supervisor stops Postgres now if nobody else needs it. */
  z.object({ type: z.literal('release') }),
  /** Owner to supervisor: stop Postgres whoever else needs it. */
  z.object({ type: z.literal('stop') }),
  /** Supervisor to owner: Postgres accepts connections as the cluster record says. */
  z.object({ type: z.literal('ready'), port: z.int() }),
  /** Supervisor to owner: Postgres cannot be started; the text is written for the user. */
  z.object({ type: z.literal('failed'), message: z.string() }),
  /** Supervisor to owner: the end is intended, do not start Postgres again. */
  z.object({ type: z.literal('stopping') }),
]);

/** What an owner and the supervisor tell each other, as lines of JSON over a loopback connection. */
export type ControlMessage = z.infer<typeof messageSchema>;

/** Sends one message; one sent to a connection that is gone is dropped, since its reader is gone as well. */
export function sendMessage(socket: Socket, message: ControlMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `receive` for each message in order. A line that is not a message ends the connection. */
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
