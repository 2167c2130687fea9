import { randomUUID } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
} from '../../../../src/persistence/embedded/process-identity';
import { ApiClient } from '../../../../src/cli/api-client';
import { runCli } from '../../../cli/run-cli';
import { clusterFolderOf, postgresPid, supervisorPid } from '../../../embedded/embedded-processes';
import { deleteRedisKeys } from '../../../support/each-queue';
import { type ChildName, type End, ServeProcess } from './serve-process';
import { until } from './until';

/** A worker that was killed loses its job this soon. */
const LEASE_MS = 3000;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;

/**
 * A data folder of its own with the embedded Postgres in it, and the `turnwise serve` that runs there. Only processes that
 * it started, known by pid and start time, are ever signalled.
 */
export class Installation {
  private readonly dataFolder = mkdtempSync(path.join(tmpdir(), 'turnwise-kill-'));
  private readonly keyPrefix = `turnwise-test-${randomUUID()}`;
  private readonly seen: ProcessIdentity[] = [];
  private serve: ServeProcess | null = null;
  private key: string | null = null;

  /** @param redisUrl where the queue is; null: in Postgres */
  constructor(private readonly redisUrl: string | null) {
    chmodSync(this.dataFolder, 0o711); // run by root, Postgres runs as another user, who must be able to enter
  }

  /** Everything that the newest `serve`, its API and its worker printed. */
  get output(): string {
    return this.serve?.output ?? '';
  }

  /** A client with a key of the one organization. The address changes with each start of `serve`. */
  get client(): ApiClient {
    const url = this.serve?.url;
    if (url === undefined || url === null || this.key === null) throw new Error('serve is not ready');
    return new ApiClient({ url, key: this.key });
  }

  /** Starts `serve` unless it runs, and waits until it is ready. */
  async start(): Promise<void> {
    if (this.serve?.isRunning === true) return;
    const serve = new ServeProcess(this.environment());
    this.serve = serve;
    await until('serve is ready', START_LIMIT_MS, () => {
      if (!serve.isRunning) throw new Error(`serve ended: ${serve.output}`);
      return serve.url;
    });
    this.remember();
    this.key ??= await this.createKey();
  }

  /** kill -9 of the API or of the worker. */
  killChild(name: ChildName): void {
    const pid = this.serve?.newest(name);
    if (pid === undefined || pid === null) throw new Error(`there is no ${name}`);
    this.remember();
    process.kill(pid, 'SIGKILL');
  }

  /** kill -9 of the main process of Postgres, and nothing else of it. */
  killPostgres(): void {
    this.remember();
    process.kill(postgresPid(this.dataFolder)!, 'SIGKILL');
  }

  /** Puts a line into the settings of Postgres with which it cannot start. @returns how to take it away again */
  spoilPostgresSettings(): () => void {
    const file = path.join(clusterFolderOf(this.dataFolder), 'postgresql.conf');
    const sound = readFileSync(file);
    appendFileSync(file, '\nthis is no setting\n');
    return () => {
      writeFileSync(file, sound);
    };
  }

  /** kill -9 of `serve`, the parent of API and worker. */
  async killServe(): Promise<void> {
    this.remember();
    this.serve?.kill();
    await this.serve?.ended;
  }

  /** SIGINT to the process group of `serve`, as a terminal sends it. */
  pressCtrlC(): void {
    this.remember();
    this.serve?.pressCtrlC();
  }

  /** Resolves when `serve` has ended. */
  async ended(): Promise<End> {
    const { serve } = this;
    if (serve === null) throw new Error('serve was never started');
    return until('serve ends', STOP_LIMIT_MS, async () => (serve.isRunning ? null : serve.ended));
  }

  /** The main process of Postgres; null when none runs. */
  postgres(): number | null {
    return postgresPid(this.dataFolder) ?? null;
  }

  /** Waits until everything that was ever started here has ended: the supervisor of Postgres says so just before it does. */
  async untilNothingRuns(limitMs: number): Promise<void> {
    await until('nothing runs', limitMs, () => {
      const pids = this.running();
      if (pids.length > 0) throw new Error(`still running: ${pids.join(', ')}`);
      return true;
    });
  }

  /** Ends what runs and removes everything. */
  async remove(): Promise<void> {
    if (this.serve?.isRunning === true) {
      this.pressCtrlC();
      await this.ended().catch(() => undefined);
    }
    for (const pid of this.running()) process.kill(pid, 'SIGKILL');
    await this.untilNothingRuns(10_000);
    if (this.redisUrl !== null) await deleteRedisKeys(this.redisUrl, this.keyPrefix);
    // Under a temporary folder that only root can enter the cluster lies elsewhere.
    if (existsSync(path.join(this.dataFolder, 'postgres', 'cluster.json'))) {
      rmSync(clusterFolderOf(this.dataFolder), { recursive: true, force: true, maxRetries: 5 });
    }
    rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }

  private environment(): Record<string, string> {
    return {
      TURNWISE_DATA_FOLDER: this.dataFolder,
      TURNWISE_PORT: '0',
      TURNWISE_LEASE_MS: String(LEASE_MS),
      ...(this.redisUrl !== null && { REDIS_URL: this.redisUrl, TURNWISE_QUEUE_PREFIX: this.keyPrefix }),
    };
  }

  private async createKey(): Promise<string> {
    const { code, stdout, stderr } = await runCli(['keys', 'create', '--organization', 'acme'], this.environment());
    if (code !== 0) throw new Error(`no key: ${stderr}`);
    return stdout.trim();
  }

  /** Pids of what still runs of everything that was ever started here. */
  private running(): number[] {
    this.remember();
    return this.seen.filter(isRunning).map(({ pid }) => pid);
  }

  /** Postgres and its supervisor are known from the data folder, and are others after each loss. */
  private remember(): void {
    const pids = [supervisorPid(this.dataFolder), postgresPidIfKnown(this.dataFolder)];
    const found = pids.map((pid) => (pid === undefined ? undefined : identifyProcess(pid)));
    this.seen.push(...found.filter((identity) => identity !== undefined));
    if (this.serve !== null) this.seen.push(this.serve.identity, ...this.serve.children);
    const distinct = new Map(this.seen.map((identity) => [`${identity.pid} ${identity.startedAt}`, identity]));
    this.seen.splice(0, this.seen.length, ...distinct.values());
  }
}

function postgresPidIfKnown(dataFolder: string): number | undefined {
  try {
    return postgresPid(dataFolder);
  } catch {
    return undefined; // no cluster yet
  }
}
