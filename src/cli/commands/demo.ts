import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { readConfig } from '../../config';
import { type AirlineVersion, AIRLINE_VERSIONS } from '../../environment/airline/world/world';
import { CancelledError, InvalidInputError } from '../../errors';
import { ApiClient } from '../api-client';
import { type DemoInput, prepareFileInput, prepareSyntheticInput } from '../demo/demo-input';
import { DEMO_PLANS, type DemoSize } from '../demo/demo-plan';
import { DEMO_ORGANIZATION } from '../demo/demo-tasks';
import { type DemoResult, showDemo } from '../demo/show-demo';
import { type Platform, startPlatform, untilAskedToStop } from '../platform';
import { formatQueries } from '../report/queries';
import { wrapText } from '../report/wrap-text';
import { createKey } from './keys';

type DemoOptions = {
  readonly trajectories?: string;
  readonly benchmarkData?: string;
  readonly benchmarkVersion: AirlineVersion;
  readonly synthetic?: boolean;
  readonly quick?: boolean;
  readonly anew?: boolean;
  readonly size: DemoSize;
  readonly exit?: boolean;
  readonly json?: string;
};

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'run the whole workflow through the API: collect rollouts of a scripted agent in a generated airline, calibrate the reward tiers, audit the advantages, evaluate and compare agents, train a policy',
    )
    .option('--benchmark-data <folder>', 'play the tasks of a tau-bench or tau2-bench airline folder instead')
    .addOption(
      new Option('--benchmark-version <version>', 'version of the benchmark: v1 is tau-bench, v2 is tau2-bench')
        .choices(AIRLINE_VERSIONS)
        .default('v1'),
    )
    .option(
      '--trajectories <file>',
      'import a tau-bench or tau2-bench result file (.json or .json.gz) instead of playing',
    )
    .option('--synthetic', 'import synthetic rollouts with known true effects instead of playing')
    .option('--quick', 'skip training, which takes some minutes')
    .option('--anew', 'start over instead of resuming an earlier run')
    .option('--exit', 'stop everything when done instead of leaving the server running')
    .option('--json <file>', 'also write everything printed to this file as JSON')
    .addOption(
      new Option('--size <size>', 'small: a tenth of the work, for tests')
        .choices(['full', 'small'])
        .default('full')
        .hideHelp(),
    )
    .action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const asked = untilAskedToStop();
  const input = await prepareInput(options);
  const config = readConfig({ TURNWISE_LOG_LEVEL: 'warn', ...process.env });
  process.env.TURNWISE_LOG_LEVEL = config.logLevel;
  process.env.TURNWISE_PORT = String(await choosePort(config.host, config.port));
  // The worker opens the benchmark's world itself.
  if (input.source === 'BENCHMARK') process.env.TURNWISE_BENCHMARK_DATA = input.benchmark.folder;
  const platform = await startPlatform({
    config,
    onStep: (text) => {
      print(wrapText(text, 2));
    },
  });
  try {
    const lost = platform.access.lost.then((reason) => Promise.reject(reason));
    const shown = await Promise.race([
      work(platform, { input, options, asked }),
      asked.then((signal) => cancelRun(signal, options)),
      lost,
    ]);
    const { key, result } = shown;
    if (options.json !== undefined) {
      await writeFile(options.json, `${JSON.stringify({ url: platform.url, key, ...result }, null, 2)}\n`);
    }
    if (options.exit !== true) {
      print(formatQueries(platform.url, key, result.experimentId, result.calibration.id));
      if (result.training !== null) {
        print('See the trained policy act, and the candidates it considers at each turn:');
        print(
          `npm run --silent turnwise -- policy run --checkpoint ${result.training.trainedPolicy.checkpointId} --url ${platform.url} --key ${key}\n`,
        );
      }
      print('The server keeps running; press Ctrl-C to stop it.');
      await Promise.race([asked, lost]);
    }
  } finally {
    print('stopping worker, API and database');
    await platform.stop();
  }
}

/** @throws InvalidInputError for options that exclude each other, and for an unreadable file */
async function prepareInput(options: DemoOptions): Promise<DemoInput> {
  const { trajectories, benchmarkData, benchmarkVersion, synthetic } = options;
  if ([trajectories, benchmarkData, synthetic].filter((option) => option !== undefined).length > 1) {
    throw new InvalidInputError('give only one of --benchmark-data, --trajectories and --synthetic');
  }
  if (trajectories !== undefined) return prepareFileInput(trajectories);
  if (synthetic === true) return prepareSyntheticInput();
  if (benchmarkData === undefined) return { source: 'GENERATED' };
  return { source: 'BENCHMARK', benchmark: { folder: resolve(benchmarkData), version: benchmarkVersion } };
}

type Order = { readonly input: DemoInput; readonly options: DemoOptions; readonly asked: Promise<unknown> };
type Shown = { readonly key: string; readonly result: DemoResult };

async function work({ url, access }: Platform, { input, options, asked }: Order): Promise<Shown> {
  const { applicationUrl } = access;
  const key = await createKey(applicationUrl, { organization: DEMO_ORGANIZATION, role: 'MEMBER', name: 'demo' });
  let isAsked = false;
  void asked.then(() => {
    isAsked = true;
  });
  const context = {
    client: new ApiClient({ url, key }),
    plan: DEMO_PLANS[options.size],
    run: options.anew === true ? new Date().toISOString() : '',
    // Errors caused by the shutdown are not worth reporting.
    print: (text: string) => {
      if (!isAsked) print(text);
    },
  };
  return { key, result: await showDemo(context, { input, applicationUrl, isQuick: options.quick === true }) };
}

/** The wanted port, or any free one if it is taken. */
async function choosePort(host: string, wanted: number): Promise<number> {
  return new Promise((resolvePort) => {
    const probe = createServer();
    probe.once('error', () => {
      resolvePort(0);
    });
    probe.listen(wanted, host, () => {
      probe.close(() => {
        resolvePort(wanted);
      });
    });
  });
}

function cancelRun(signal: NodeJS.Signals, { anew }: DemoOptions): never {
  const next = anew === true ? '' : ', and the next run resumes from it';
  throw new CancelledError(`interrupted by ${signal}; accepted work is kept${next}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
