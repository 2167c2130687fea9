import type { Profile } from './cluster';
import { databaseUrl } from './roles';
import { type ClusterRecord, readClusterRecord, stateFolderOf, type StateFolder } from './state-folder';
import { joinSupervisor, type SupervisorConnection } from './supervisor-connection';
import { UnavailableError } from '../../errors';

/** Where the embedded Postgres keeps its cluster, and how carefully it writes. */
export interface EmbeddedPostgresOptions {
  /** Usually `.turnwise` under the project root; the cluster goes to `postgres` in it. Created when missing. */
  readonly dataFolder: string;
  /** Default durable; test is faster and loses data in a power cut. Decided by whoever starts it, not by who joins. */
  readonly profile?: Profile;
}

/** A Postgres that runs for as long as this owner, or another, needs it. */
export interface EmbeddedPostgres {
  /** Addresses of the database `turnwise` for its three roles. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly jobsUrl: string;
  /** The superuser in the database `postgres`, for tests that create databases. */
  readonly adminUrl: string;
  readonly port: number;
  /** Resolves with the reason when Postgres is gone although this owner still needs it, and does not come back. */
  readonly lost: Promise<UnavailableError>;
  /** This owner no longer needs it. If no other does, Postgres stops, and this resolves when it has. */
  release(): Promise<void>;
  /** Stops Postgres whoever else needs it; resolves when it has ended. */
  stop(): Promise<void>;
}

/** Postgres or a supervisor that is lost this often, each time within `STABLE_MS` of its start, does not come to stay. */
const REJOIN_LIMIT = 5;
const STABLE_MS = 60_000;

/**
 * Starts the embedded Postgres of a data folder, or joins the one that runs there, whichever process started it.
 *
 * An owner that ends without `release`, even by kill -9, counts as gone; Postgres stops seconds after the last one.
 * When the supervisor itself is killed, this owner has a new one started, which keeps the running Postgres.
 *
 * @throws UnavailableError with a text for the user when it cannot be started (disk, permissions, platform, memory)
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = stateFolderOf(options.dataFolder);
  const holder = new ConnectionHolder(folder, options.profile ?? 'durable');
  const { port } = await holder.join();
  const record = readRequiredClusterRecord(folder);
  return {
    ownerUrl: databaseUrl(record, port, 'turnwise_owner'),
    appUrl: databaseUrl(record, port, 'turnwise_app'),
    jobsUrl: databaseUrl(record, port, 'turnwise_jobs'),
    adminUrl: databaseUrl(record, port, 'postgres', 'postgres'),
    port,
    lost: holder.lost,
    release: () => holder.leave('release'),
    stop: () => holder.leave('stop'),
  };
}

/** Holds one connection, and a new one when the supervisor was lost without a farewell. */
class ConnectionHolder {
  readonly lost: Promise<UnavailableError>;
  private readonly lose: (reason: UnavailableError) => void;
  private connection: Promise<SupervisorConnection> | undefined;
  private rejoins = 0;

  constructor(
    private readonly folder: StateFolder,
    private readonly profile: Profile,
  ) {
    const { promise, resolve } = withResolver<UnavailableError>();
    this.lost = promise;
    this.lose = resolve;
  }

  join(): Promise<SupervisorConnection> {
    this.connection = joinSupervisor(this.folder, this.profile);
    this.connection.then(
      (connection) => void this.rejoinWhenLost(connection),
      () => (this.connection = undefined), // who awaits the join hears why it failed
    );
    return this.connection;
  }

  async leave(farewell: 'release' | 'stop'): Promise<void> {
    const connection = await this.connection;
    this.connection = undefined;
    await connection?.leave(farewell);
  }

  private async rejoinWhenLost(connection: SupervisorConnection): Promise<void> {
    const joinedAtMs = performance.now();
    const { intended } = await connection.ended;
    if (!this.connection) return; // we left
    if (intended) {
      this.giveUp('another process stopped it');
      return;
    }
    this.rejoins = performance.now() - joinedAtMs < STABLE_MS ? this.rejoins + 1 : 1;
    if (this.rejoins > REJOIN_LIMIT) {
      this.giveUp(`it ended ${this.rejoins} times shortly after its start`);
      return;
    }
    try {
      await this.join();
    } catch (error) {
      this.giveUp(error instanceof Error ? error.message : String(error));
    }
  }

  private giveUp(reason: string): void {
    this.connection = undefined;
    this.lose(new UnavailableError(`the embedded Postgres was lost: ${reason}`));
  }
}

function withResolver<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function readRequiredClusterRecord(folder: StateFolder): ClusterRecord {
  const record = readClusterRecord(folder);
  if (record) return record;
  throw new UnavailableError(
    `${folder.clusterRecord} is missing although Postgres runs; delete ${folder.root} and retry`,
  );
}
