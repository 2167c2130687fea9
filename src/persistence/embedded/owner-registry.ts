import { createServer, type Server, type Socket } from 'node:net';
import { type ControlMessage, receiveMessages, sendMessage } from './control-message';

/** How long an owner that vanished without a word may take to come back, as a restarted service does. */
const RETURN_LIMIT_MS = 3000;
/** How long the one who had the supervisor started may take to connect. */
const FIRST_OWNER_LIMIT_MS = 30_000;

/**
 * Counts who needs Postgres. An owner is an open connection: the system closes it however its process ends, so nobody
 * has to be asked whether he is still alive.
 */
export class OwnerDesk {
  readonly port: number;
  /** Resolves when nobody needs Postgres any more, or someone asked to stop it. */
  readonly deserted: Promise<string>;
  private readonly owners = new Set<Socket>();
  private desert: (reason: string) => void = () => undefined;
  private state: ControlMessage | undefined;
  private timer: NodeJS.Timeout | undefined;
  private greetOwner: () => void = () => undefined;
  private readonly firstOwner = new Promise<void>((resolve) => (this.greetOwner = resolve));

  private constructor(
    private readonly server: Server,
    private readonly token: string,
  ) {
    const address = server.address();
    this.port = address !== null && typeof address === 'object' ? address.port : 0;
    this.deserted = new Promise((resolve) => (this.desert = resolve));
    server.on('connection', (socket) => {
      this.receive(socket);
    });
    this.waitForOwner(FIRST_OWNER_LIMIT_MS);
  }

  /** Opens the desk on a free port of 127.0.0.1; who does not say the token is turned away. */
  static async open(token: string): Promise<OwnerDesk> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new OwnerDesk(server, token);
  }

  /** Tells every owner, and each one who comes later. */
  announce(state: ControlMessage): void {
    this.state = state;
    for (const owner of this.owners) sendMessage(owner, state);
  }

  /** Resolves once somebody was there to hear what was announced, or nobody came. */
  async waitForListener(limitMs: number): Promise<void> {
    const { promise, cancel } = cancellableDelay(limitMs);
    await Promise.race([this.firstOwner, promise]);
    cancel();
  }

  /** Closes every connection; what was announced before still arrives. */
  close(): void {
    clearTimeout(this.timer);
    this.server.close();
    for (const owner of this.owners) {
      this.owners.delete(owner);
      owner.destroySoon();
    }
  }

  private receive(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.owners.delete(socket) && this.owners.size === 0) this.waitForOwner(RETURN_LIMIT_MS);
    });
    receiveMessages(socket, (message) => {
      this.handle(socket, message);
    });
  }

  private handle(socket: Socket, message: ControlMessage): void {
    if (message.type === 'hello' && message.token === this.token) this.admit(socket);
    else if (!this.owners.has(socket)) socket.destroy();
    else if (message.type === 'stop') this.desert('an owner asked to stop');
    else if (message.type === 'release') this.discharge(socket);
  }

  private admit(socket: Socket): void {
    clearTimeout(this.timer);
    this.owners.add(socket);
    if (this.state) sendMessage(socket, this.state);
    this.greetOwner();
  }

  /** The last one stays connected until Postgres has ended, so that he can wait for it. */
  private discharge(socket: Socket): void {
    if (this.owners.size === 1) {
      this.desert('the last owner released it');
      return;
    }
    this.owners.delete(socket);
    socket.end();
  }

  private waitForOwner(limitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.desert('no owner is left');
    }, limitMs);
  }
}

function cancellableDelay(delayMs: number): { promise: Promise<void>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<void>((resolve) => (timer = setTimeout(resolve, delayMs)));
  return {
    promise,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}
