import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ApiClient } from '../../src/cli/api-client';
import { followJob } from '../../src/cli/follow-job';

type Subscribe = { readonly id: string; readonly payload: { readonly variables: { readonly since: number } } };
type Answer = (socket: WebSocket, subscribe: Subscribe) => void;

/** The server's half of graphql-transport-ws, as far as a broken connection needs it: one answer for each connection. */
describe('followJob', () => {
  let http: Server;
  let sockets: WebSocketServer;
  let answers: Answer[];
  let shown: string[];
  const view = {
    show: (phase: string, done: number) => shown.push(`${phase} ${done}`),
    end: (isComplete: boolean) => shown.push(isComplete ? 'complete' : 'broken off'),
  };

  beforeEach(async () => {
    answers = [];
    shown = [];
    http = createServer();
    sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (socket) => {
      const answer = answers.shift();
      socket.on('message', (bytes: Buffer) => {
        const message = JSON.parse(bytes.toString()) as { type: string };
        if (message.type === 'connection_init') socket.send(JSON.stringify({ type: 'connection_ack' }));
        if (message.type === 'subscribe') answer?.(socket, message as unknown as Subscribe);
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const socket of sockets.clients) socket.terminate();
    await new Promise((resolve) => http.close(resolve));
  });

  function follow(): Promise<void> {
    const { port } = http.address() as AddressInfo;
    return followJob(new ApiClient({ url: `http://127.0.0.1:${port}`, key: 'key' }), 'job', view);
  }

  function say(socket: WebSocket, id: string, event: { seq: number; state: string; done: number }): void {
    const jobProgress = { phase: 'round 1', total: 9, errorMessage: null, ...event };
    socket.send(JSON.stringify({ id, type: 'next', payload: { data: { jobProgress } } }));
  }

  it('goes on after the last event when the connection breaks', async () => {
    const asked: number[] = [];
    answers = [
      (socket, { id, payload }) => {
        asked.push(payload.variables.since);
        say(socket, id, { seq: 4, state: 'RUNNING', done: 3 });
        setTimeout(() => {
          socket.terminate();
        }, 50);
      },
      (socket, { id, payload }) => {
        asked.push(payload.variables.since);
        say(socket, id, { seq: 5, state: 'SUCCEEDED', done: 9 });
      },
    ];
    await follow();
    expect(asked).toEqual([0, 4]);
    expect(shown).toEqual(['round 1 3', 'round 1 9', 'complete']);
  });

  it('ends, and its bar too, when the server is stopped', async () => {
    answers = [
      (socket) => {
        socket.close(1001, 'Going away');
      },
    ];
    await expect(follow()).rejects.toThrow('the server was stopped');
    expect(shown).toEqual(['broken off']);
  });

  it('says why the server refuses the key', async () => {
    answers = [
      (socket) => {
        socket.close(4401, 'UNAUTHENTICATED: the API key is unknown or revoked');
      },
    ];
    await expect(follow()).rejects.toThrow('the API key is unknown or revoked');
  });
});
