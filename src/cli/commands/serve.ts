import type { Command } from 'commander';
import { readConfig } from '../../config';
import { createEndpointAccess } from '../../endpoints/endpoint-access';
import { openFileStore } from '../../files/open-file-store';
import { createLogger } from '../../logging';
import { TenantDatabase } from '../../persistence/tenant-database';
import { startServer } from '../../server';
import { runWorker } from '../../../worker/main';
import { announceReady, untilParentIsGone } from '../child-process';
import { openDatabase, requireUrl } from '../database';
import { startPlatform, untilAskedToStop } from '../platform';

export function addServeCommands(program: Command): void {
  program
    .command('serve')
    .description('run everything: database (embedded unless DATABASE_URL is set), API and one worker')
    .action(serve);
  program.command('api').description('run only the API').action(serveApi);
  program.command('worker').description('run only a worker').action(serveWorker);
}

async function serve(): Promise<void> {
  const asked = untilAskedToStop();
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const platform = await startPlatform({ config: readConfig(process.env), onStep: print });
  print(`Turnwise is ready at ${platform.url}. Make a key: turnwise keys create --organization NAME`);
  const lost = await Promise.race([asked.then(() => null), platform.access.lost]);
  print('stopping');
  await platform.stop();
  if (lost !== null) throw lost;
}

async function serveApi(): Promise<void> {
  const asked = Promise.race([untilAskedToStop(), untilParentIsGone()]);
  const config = readConfig(process.env);
  const access = await openDatabase(config);
  try {
    const database = await TenantDatabase.connect(access.applicationUrl, config.poolSize);
    try {
      const server = await startServer({
        database,
        databaseUrl: access.applicationUrl,
        files: openFileStore(config),
        maxModelBytes: config.maxModelBytes,
        endpoints: createEndpointAccess(config),
        host: config.host,
        port: config.port,
        logger: createLogger(config.logLevel, 'api'),
      });
      announceReady(server.url);
      await asked;
      await server.close();
    } finally {
      await database.close();
    }
  } finally {
    await access.release();
  }
}

async function serveWorker(): Promise<void> {
  const asked = Promise.race([untilAskedToStop(), untilParentIsGone()]);
  const config = readConfig(process.env);
  const access = await openDatabase(config);
  try {
    const worker = await runWorker({
      applicationUrl: access.applicationUrl,
      queue:
        config.redisUrl === null
          ? { jobsUrl: requireUrl(access.jobsUrl, 'DATABASE_JOBS_URL') }
          : { redisUrl: config.redisUrl, keyPrefix: config.queuePrefix },
      files: openFileStore(config),
      providers: config.workerProviders,
      endpoints: createEndpointAccess(config),
      benchmarkFolder: config.benchmarkFolder,
      concurrency: config.workerConcurrency,
      leaseMs: config.leaseMs,
      logger: createLogger(config.logLevel, 'worker'),
    });
    announceReady(null);
    await asked;
    await worker.close();
  } finally {
    await access.release();
  }
}
