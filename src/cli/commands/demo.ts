import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Command } from 'commander';
import { readConfig } from '../../config';
import { CancelledError } from '../../errors';
import { startPlatform, untilAskedToStop } from '../platform';
import { formatQueries } from '../report/queries';
import { prepareInput } from './demo-input';
import { showMainJob } from './demo-steps';

type DemoOptions = { readonly trajectories?: string; readonly exit?: boolean; readonly json?: string };

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'the main job end to end: import rollouts through the API, calibrate the reward tiers, audit the advantages, show the result',
    )
    .option(
      '--trajectories <file>',
      'a tau-bench or tau2-bench result file (.json or .json.gz); without it: generated rollouts',
    )
    .option('--exit', 'end everything when done instead of leaving the server running')
    .option('--json <file>', 'also write everything that was printed as data')
    .action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const asked = untilAskedToStop();
  const input = await prepareInput(options.trajectories);
  const config = readConfig({ TURNWISE_LOG_LEVEL: 'warn', ...process.env });
  process.env.TURNWISE_LOG_LEVEL = config.logLevel;
  process.env.TURNWISE_PORT = String(await choosePort(config.host, config.port));
  const platform = await startPlatform({ config, onStep: print });
  try {
    const lost = platform.access.lost.then((reason) => Promise.reject(reason));
    const work = showMainJob(platform.url, platform.access.applicationUrl, { input, print });
    const result = await Promise.race([work, asked.then(refuseToGoOn), lost]);
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
    if (options.exit !== true) {
      print(formatQueries(platform.url, result.key, result.experimentId, result.calibration.id));
      print('The server keeps running; Ctrl-C ends it.');
      await Promise.race([asked, lost]);
    }
  } finally {
    print('stopping worker, API and database');
    await platform.stop();
  }
}

/** The wanted port, or any free one when something listens there. */
async function choosePort(host: string, wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(0);
    });
    probe.listen(wanted, host, () => {
      probe.close(() => {
        resolve(wanted);
      });
    });
  });
}

function refuseToGoOn(signal: NodeJS.Signals): never {
  throw new CancelledError(`interrupted by ${signal}; what was accepted is kept, and the next run goes on with it`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
