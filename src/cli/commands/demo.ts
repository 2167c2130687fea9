import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { readConfig } from '../../config';
import type { PlantedEffect } from '../../domain/synthetic/planted-effects';
import { generateRollouts } from '../../domain/synthetic/generate-rollouts';
import { toTauBenchRow } from '../../domain/synthetic/to-tau-bench-row';
import type { PerTier } from '../../domain/classification/tier';
import { CancelledError } from '../../errors';
import type { ImportReport } from '../../services/import-results';
import { ApiClient } from '../api-client';
import type { CalibrationView } from '../calibration-query';
import { ensureExperiment } from '../ensure-experiment';
import { startPlatform, untilAskedToStop } from '../platform';
import { formatRound } from '../report/calibration-tables';
import { ProgressBars } from '../progress-view';
import { formatPlantedEffects } from '../report/planted-table';
import { formatQueries } from '../report/queries';
import { runCalibration } from '../run-calibration';
import { formatImportReport, requireReadableFile } from './import';
import { createKey } from './keys';

type DemoOptions = { readonly trajectories?: string; readonly exit?: boolean; readonly json?: string };

/** Size and seed of the generated rollouts; `--json` repeats them. */
const SYNTHETIC = { tasks: 50, trials: 8, seed: 7 } as const;

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'the main job end to end: import rollouts through the API, calibrate the reward tiers, show the result',
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
    const work = showMainJob(platform.url, platform.access.applicationUrl, input);
    const result = await Promise.race([work, asked.then(refuseToGoOn)]);
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
    if (options.exit !== true) {
      print(formatQueries(platform.url, result.key, result.experimentId, result.calibration.id));
      print('The server keeps running; Ctrl-C ends it.');
      await asked;
    }
  } finally {
    print('stopping worker, API and database');
    await platform.stop();
  }
}

type DemoInput = {
  readonly source: 'SYNTHETIC' | 'FILE';
  readonly experiment: string;
  readonly description: string;
  readonly planted: PerTier<PlantedEffect> | null;
  open(): Readable;
};

type DemoResult = {
  readonly source: string;
  readonly synthetic: typeof SYNTHETIC | null;
  readonly planted: PerTier<PlantedEffect> | null;
  readonly url: string;
  readonly key: string;
  readonly experimentId: string;
  readonly experiment: string;
  readonly import: ImportReport;
  readonly calibration: CalibrationView;
};

async function showMainJob(url: string, applicationUrl: string, input: DemoInput): Promise<DemoResult> {
  const key = await createKey(applicationUrl, { organization: 'demo', role: 'MEMBER', name: 'demo' });
  const client = new ApiClient({ url, key });
  print(`\nImporting ${input.description} through the API ...`);
  const experimentId = await ensureExperiment(client, input.experiment);
  const report = await client.importBytes(input.open(), {
    experiment: input.experiment,
    isStrict: false,
    policy: null,
    simulator: null,
  });
  print(formatImportReport(report));
  print('Calibrating the reward tiers ...');
  const calibration = await runCalibration(client, experimentId, {}, new ProgressBars());
  for (const round of calibration.rounds) print(`\n${formatRound(round)}`);
  if (input.planted !== null) print(`\n${formatPlantedEffects(input.planted, calibration)}`);
  const { source, experiment, planted } = input;
  const synthetic = source === 'SYNTHETIC' ? SYNTHETIC : null;
  return { source, synthetic, planted, url, key, experimentId, experiment, import: report, calibration };
}

async function prepareInput(file: string | undefined): Promise<DemoInput> {
  if (file === undefined) return prepareSyntheticInput();
  await requireReadableFile(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return {
    source: 'FILE',
    experiment: `${basename(file)} ${hash.digest('hex').slice(0, 8)}`,
    description: file,
    planted: null,
    open: () => createReadStream(file),
  };
}

function prepareSyntheticInput(): DemoInput {
  const { rollouts, plantedEffects } = generateRollouts(SYNTHETIC);
  const { tasks, trials, seed } = SYNTHETIC;
  return {
    source: 'SYNTHETIC',
    experiment: `synthetic ${tasks}x${trials} seed ${seed}`,
    description: `${rollouts.length} synthetic rollouts (${tasks} tasks, ${trials} trials, seed ${seed}; made up, no model took part)`,
    planted: plantedEffects,
    open: () => Readable.from(Buffer.from(JSON.stringify(rollouts.map(toTauBenchRow)))),
  };
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
