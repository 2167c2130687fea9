import { createServer, type Server, type Socket } from 'node:net';
import { type ControlMessage, receiveMessages, sendMessage } from './control-message';

/** How long Postgres waits for an owner that vanished to come back, as a restarted service does. */
const RETURN_LIMIT_MS = 3000;
/** How long the process that started the supervisor may take to connect. */
const FIRST_OWNER_LIMIT_MS = 30_000;

/**
 * Tracks which processes need Postgres. An owner is an open connection: the system closes it however the process ends,
 * so no liveness check is needed.
 */
export class OwnerRegistry {
  readonly port: number;
  /** Resolves with the reason when no owner is left, or when one requested the stop. */
  readonly abandoned: Promise<string>;
  private readonly owners = new Set<Socket>();
  private abandon: (reason: string) => void = () => undefined;
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
    this.abandoned = new Promise((resolve) => (this.abandon = resolve));
    server.on('connection', (socket) => {
      this.receive(socket);
    });
    this.waitForOwner(FIRST_OWNER_LIMIT_MS);
  }

  /** Listens on a free port of 127.0.0.1; connections without the token are rejected. */
  static async open(token: string): Promise<OwnerRegistry> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new OwnerRegistry(server, token);
  }

  /** Tells all owners, including those that connect later. */
  announce(state: ControlMessage): void {
    this.state = state;
    for (const owner of this.owners) sendMessage(owner, state);
  }

  /** Resolves once an owner has received the announcement, or after `limitMs`. */
  async waitForListener(limitMs: number): Promise<void> {
    const { promise, cancel } = cancellableDelay(limitMs);
    await Promise.race([this.firstOwner, promise]);
    cancel();
  }

  /** Closes every connection; earlier announcements still arrive. */
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
    else if (message.type === 'stop') this.abandon('an owner requested the stop');
    else if (message.type === 'release') this.release(socket);
  }

  private admit(socket: Socket): void {
    clearTimeout(this.timer);
    this.owners.add(socket);
    if (this.state) sendMessage(socket, this.state);
    this.greetOwner();
  }

  /** The last owner stays connected until Postgres has stopped, so that it can wait for it. */
  private release(socket: Socket): void {
    if (this.owners.size === 1) {
      this.abandon('the last owner released it');
      return;
    }
    this.owners.delete(socket);
    socket.end();
  }

  private waitForOwner(limitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.abandon('no owner is left');
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
