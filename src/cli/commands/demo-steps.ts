import { InvalidInputError } from '../../errors';
import type { ImportReport } from '../../services/import-results';
import { ApiClient } from '../api-client';
import { type AuditView, findPaperScheme, runAudit } from '../audit-query';
import type { CalibrationView } from '../calibration-query';
import { compareSchemes, type ComparisonView } from '../comparison-query';
import { ensureExperiment } from '../ensure-experiment';
import { ProgressBars } from '../progress-view';
import { formatAudit } from '../report/audit-table';
import { formatRound } from '../report/calibration-tables';
import { formatComparison } from '../report/comparison-table';
import { formatPlantedEffects } from '../report/planted-table';
import { runCalibration } from '../run-calibration';
import type { DemoInput } from './demo-input';
import { formatImportReport } from './import';
import { createKey } from './keys';

/** Everything that the demo printed, as data. */
export type DemoResult = Omit<DemoInput, 'open' | 'description'> & {
  readonly url: string;
  readonly key: string;
  readonly experimentId: string;
  readonly import: ImportReport;
  readonly calibration: CalibrationView;
  /** Of the proposed scheme, then of the paper's dense one. */
  readonly audits: readonly AuditView[];
  /** From the paper's dense scheme to the proposed one. */
  readonly comparison: ComparisonView;
};

type DemoStage = { readonly input: DemoInput; readonly print: (text: string) => void };

/** Import, calibration, audit and comparison through the API, as any client would do it. */
export async function showMainJob(url: string, applicationUrl: string, stage: DemoStage): Promise<DemoResult> {
  const { input, print } = stage;
  const key = await createKey(applicationUrl, { organization: 'demo', role: 'MEMBER', name: 'demo' });
  const client = new ApiClient({ url, key });
  const { source, experiment, synthetic, planted } = input;
  print(`\nImporting ${input.description} through the API ...`);
  const experimentId = await ensureExperiment(client, experiment);
  const report = await client.importBytes(input.open(), { experiment, isStrict: false, policy: null, simulator: null });
  print(formatImportReport(report));
  if (report.fileError !== null) throw new InvalidInputError(`${input.description}: ${report.fileError}`);
  const calibration = await showCalibration(client, experimentId, stage);
  const { audits, comparison } = await showAdvantages(client, { experimentId, calibration, print });
  return {
    source,
    synthetic,
    planted,
    url,
    key,
    experimentId,
    experiment,
    import: report,
    calibration,
    audits,
    comparison,
  };
}

async function showCalibration(
  client: ApiClient,
  experimentId: string,
  { input, print }: DemoStage,
): Promise<CalibrationView> {
  print('Calibrating the reward tiers ...');
  const calibration = await runCalibration(client, experimentId, {}, new ProgressBars());
  for (const round of calibration.rounds) print(`\n${formatRound(round)}`);
  if (input.planted !== null) print(`\n${formatPlantedEffects(input.planted, calibration)}`);
  return calibration;
}

type CalibratedExperiment = {
  readonly experimentId: string;
  readonly calibration: CalibrationView;
  readonly print: (text: string) => void;
};

async function showAdvantages(
  client: ApiClient,
  { experimentId, calibration, print }: CalibratedExperiment,
): Promise<Pick<DemoResult, 'audits' | 'comparison'>> {
  print('\nAuditing the advantages under the proposed scheme and under the paper’s dense one ...');
  const proposedId = calibration.rounds.at(-1)!.rewardScheme.id;
  const denseId = await findPaperScheme(client, 'DENSE');
  const audits: AuditView[] = [];
  for (const rewardSchemeId of [proposedId, denseId]) {
    const audit = await runAudit(client, { experimentId, rewardSchemeId }, new ProgressBars());
    print(`\n${formatAudit(audit)}`);
    audits.push(audit);
  }
  const comparison = await compareSchemes(client, { experimentId, beforeId: denseId, afterId: proposedId });
  print(`\n${formatComparison(comparison, ['DENSE', 'proposed'])}`);
  return { audits, comparison };
}
