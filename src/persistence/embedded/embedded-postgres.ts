import type { Profile } from './cluster';
import { databaseUrl } from './roles';
import { type ClusterRecord, readClusterRecord, stateFolderOf, type StateFolder } from './state-folder';
import { joinSupervisor, type SupervisorConnection } from './supervisor-connection';
import { UnavailableError } from '../../errors';

/** Location of the embedded Postgres's cluster, and its durability. */
export interface EmbeddedPostgresOptions {
  /** Usually `.turnwise` in the project root; the cluster goes to `postgres` in it. Created if missing. */
  readonly dataFolder: string;
  /**
   * Default durable; `test` is faster and loses data in a power failure. Set by the process that starts Postgres, not
   * by those that join.
   */
  readonly profile?: Profile;
}

/** A Postgres that runs as long as this or another owner needs it. */
export interface EmbeddedPostgres {
  /** URLs of the database `turnwise` for its three roles. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly jobsUrl: string;
  /** The superuser in the database `postgres`, for tests that create databases. */
  readonly adminUrl: string;
  readonly port: number;
  /** Resolves with the reason if Postgres is lost for good while this owner still needs it. */
  readonly lost: Promise<UnavailableError>;
  /** Releases this owner. If it was the last one, Postgres stops, and this resolves once it has stopped. */
  release(): Promise<void>;
  /** Stops Postgres even if there are other owners; resolves once it has stopped. */
  stop(): Promise<void>;
}

/** If Postgres or its supervisor is lost this often, each time within `STABLE_MS` of its start, the owner gives up. */
const REJOIN_LIMIT = 5;
const STABLE_MS = 60_000;

/**
 * Starts the embedded Postgres of a data folder, or joins the running one, whichever process started it.
 *
 * An owner that exits without `release`, even by kill -9, counts as gone; Postgres stops seconds after the last one. If
 * the supervisor itself is killed, this owner starts a new one, which keeps the running Postgres.
 *
 * @throws UnavailableError with a message for the user if it cannot be started (disk, permissions, platform, memory)
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

/** Holds one connection, and opens a new one if the supervisor disappears without a goodbye. */
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
      () => (this.connection = undefined), // whoever awaits the join gets the error
    );
    return this.connection;
  }

  async leave(ending: 'release' | 'stop'): Promise<void> {
    const connection = await this.connection;
    this.connection = undefined;
    await connection?.leave(ending);
  }

  private async rejoinWhenLost(connection: SupervisorConnection): Promise<void> {
    const joinedAtMs = performance.now();
    const { intended } = await connection.ended;
    if (!this.connection) return; // released
    if (intended) {
      this.giveUp('another process stopped it');
      return;
    }
    this.rejoins = performance.now() - joinedAtMs < STABLE_MS ? this.rejoins + 1 : 1;
    if (this.rejoins > REJOIN_LIMIT) {
      this.giveUp(`it exited ${this.rejoins} times shortly after its start`);
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
    `${folder.clusterRecord} is missing although Postgres is running; delete ${folder.root} and retry`,
  );
}
