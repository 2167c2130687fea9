import type { CalibrationInput } from '../../domain/calibration/calibration-input';
import type { CalibrationRoundReport } from '../../domain/calibration/calibration-report';
import type { CalibrationSettings } from '../../domain/calibration/calibration-settings';
import type { TierValues } from '../../domain/calibration/schemes/reward-scheme';
import { CLASSIFIER_VERSION } from '../../domain/classification/classify-rollout';
import { TIERS, type Tier } from '../../domain/classification/tier';
import { InvalidInputError } from '../../errors';
import type { NewRound, NewTierStatistic } from '../../persistence/stores/calibration/calibration-store';
import type { TenantStores } from '../../persistence/tenant-stores';
import { CODE_VERSION } from '../../version';
import { readTierFigures } from '../../domain/calibration/tiers/tier-figures';
import type { JobContext, SaveResult } from '../jobs/job-context';
import { calibrationSettingsFormat } from './calibration-settings';
import { hashRollouts, loadScoredRollouts, policyFilter } from './load-scored-rollouts';
import { calibrationReportFormat } from './stored-calibration-report';
import { sha256 } from '../../sha256';

/**
 * The calibration job: measures the tiers on the experiment's SCORED rollouts and proposes values. Rounds repeat until
 * one is accepted or a further one could not help (calibration specification, section 4).
 *
 * @returns a function that saves the rounds, their statistics and the proposed schemes
 * @throws InvalidInputError if there are fewer than 2 rollouts
 */
export async function calibrateTiers(
  context: JobContext,
  payload: { readonly calibrationId: string },
): Promise<SaveResult> {
  context.reportProgress('loading rollouts', 0, null);
  const { experiment, stored, rollouts } = await load(context, payload.calibrationId);
  if (rollouts.outcomes.length < 2) {
    throw new InvalidInputError(
      `experiment "${experiment.name}" has ${rollouts.outcomes.length} SCORED rollouts${
        stored.policyName === null ? '' : ` of policy "${stored.policyName}"`
      }; calibration needs at least 2`,
    );
  }
  const inputHash = hashRollouts(rollouts);
  const reports = await runRounds(context, rollouts, stored.settings);
  return async (stores) => {
    for (const [index, report] of reports.entries()) {
      await saveRound(stores, payload.calibrationId, `calibrated: ${experiment.name}`, { index, inputHash, report });
    }
  };
}

async function load(context: JobContext, calibrationId: string) {
  return context.database.inTenant(context.tenantId, async (stores) => {
    const calibration = await stores.calibrations.get(calibrationId);
    const stored = calibrationSettingsFormat.readRow(calibration, calibration.settingsJson);
    const experiment = await stores.experiments.get(calibration.experimentId);
    const rollouts = await loadScoredRollouts(stores, experiment.id, policyFilter(stored.policyName));
    return { experiment, stored, rollouts };
  });
}

/** Max number of rounds on the same rollouts: one after the first, because only the previous proposal changes. */
async function runRounds(
  context: JobContext,
  rollouts: CalibrationInput,
  settings: CalibrationSettings,
): Promise<CalibrationRoundReport[]> {
  const reports: CalibrationRoundReport[] = [];
  let previousValues: TierValues | null = null;
  for (;;) {
    const roundNumber = reports.length + 1;
    const report: CalibrationRoundReport = await context.compute.run(
      'calibrateRound',
      { input: { ...rollouts, roundNumber, previousValues }, settings },
      {
        signal: context.signal,
        onProgress: ({ phase, done, total }) => {
          context.reportProgress(`round ${roundNumber}: ${phase}`, done, total);
        },
      },
    );
    reports.push(report);
    if (report.verdict.verdict !== 'REJECTED') return reports;
    previousValues = report.proposal.values;
  }
}

type FinishedRound = { readonly index: number; readonly inputHash: string; readonly report: CalibrationRoundReport };

async function saveRound(
  stores: TenantStores,
  calibrationId: string,
  schemeName: string,
  finished: FinishedRound,
): Promise<void> {
  const { report } = finished;
  const scheme = await stores.rewardSchemes.createVersion(schemeName, 'CALIBRATION', report.proposal.values);
  const reportJson = calibrationReportFormat.write(report);
  const round: NewRound = {
    calibrationId,
    index: finished.index,
    rewardSchemeId: scheme.id,
    verdict: report.verdict.verdict,
    rolloutCount: report.denominators.rolloutsScored,
    turnCount: report.denominators.turns,
    inputHash: finished.inputHash,
    codeVersion: CODE_VERSION,
    classifierVersion: CLASSIFIER_VERSION,
    reportJson,
    reportHash: sha256(reportJson),
  };
  await stores.calibrations.addRound(
    round,
    TIERS.map((tier) => toStatistic(tier, report)),
  );
}

function toStatistic(tier: Tier, report: CalibrationRoundReport): NewTierStatistic {
  const { value: proposedValue, action, reason } = report.proposal.tiers[tier];
  return { tier, ...readTierFigures(report.statistics[tier]), proposedValue, action, reason };
}
