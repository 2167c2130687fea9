import type { Config } from '../config';
import { loadMasterKey } from '../endpoints/master-key';
import { UnavailableError } from '../errors';
import { migrateDatabase } from '../services/organizations/migrate-database';
import { KeptChild } from './child-process';
import { type DatabaseAccess, openDatabase, requireUrl } from './database';

/** A running installation: database, API and worker. */
export type Platform = {
  readonly url: string;
  readonly access: DatabaseAccess;
  /** Stops worker, API and embedded database, in this order. Accepted work is kept. */
  stop(): Promise<void>;
};

export type PlatformOptions = {
  readonly config: Config;
  /** Called with a line for the operator at each step. */
  readonly onStep: (text: string) => void;
};

/**
 * Starts everything: the embedded Postgres unless DATABASE_URL is set, its migration (an external database is migrated
 * by its owner, with `turnwise migrate`), the API and one worker.
 *
 * @throws UnavailableError or InvalidInputError with a message for the operator; whatever was started is stopped again
 */
export async function startPlatform({ config, onStep }: PlatformOptions): Promise<Platform> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const access = await openDatabase(config);
    stops.push(() => access.release());
    if (access.isEmbedded) {
      onStep(`embedded Postgres is running, data in ${config.dataFolder}`);
      const ownerUrl = requireUrl(access.ownerUrl, 'DATABASE_OWNER_URL');
      const jobsUrl = requireUrl(access.jobsUrl, 'DATABASE_JOBS_URL');
      const ran = await migrateDatabase({ ownerUrl, applicationUrl: access.applicationUrl, jobsUrl });
      onStep(ran.length === 0 ? 'the database is up to date' : `migrated: ${ran.join(', ')}`);
    }
    if (config.redisUrl === null) requireUrl(access.jobsUrl, 'DATABASE_JOBS_URL');
    const environment = {
      DATABASE_URL: access.applicationUrl,
      DATABASE_OWNER_URL: undefined,
      DATABASE_JOBS_URL: access.jobsUrl ?? undefined,
      // The children see the embedded database as an external one, without a key file, so they get the key.
      ...(access.isEmbedded && { TURNWISE_SECRET_KEY: secretKeyOf(config) }),
    };
    const api = new KeptChild({ command: 'api', environment, onLoss: onStep });
    stops.push(() => api.stop());
    const url = await api.start();
    if (url === null) throw new UnavailableError('the API did not announce its address');
    onStep(`API at ${url}`);
    const worker = new KeptChild({ command: 'worker', environment, onLoss: onStep });
    stops.push(() => worker.stop());
    await worker.start();
    onStep('worker is running');
    return { url, access, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function secretKeyOf({ secretKey, dataFolder }: Config): string {
  return loadMasterKey({ secretKey, keyFolder: dataFolder }).toString('base64');
}

/** Resolves when the operator asks this process to stop (Ctrl-C, SIGTERM, SIGHUP). */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve(signal);
      });
    }
  });
}
