import { deriveSeed } from '../../conversation/derive-seed';
import { MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import { collectDemonstrations, type Demonstrations } from '../../training/imitation/collect-demonstrations';
import { imitate } from '../../training/imitation/imitate';
import { Learner } from '../../training/learner/learner';
import type { JobContext, SaveResult } from '../jobs/job-context';
import { collectWith, openBeginning, signalForMany, type TrainingBeginning } from './open-training';
import { TrainingAttempt } from './training-attempt';
import {
  type ImitationRunSettings,
  learnerSettingsOf,
  imitationSettingsFormat,
  type TrainingTaskChoice,
} from './training-settings';
import { type StagedTasks, stageTasks } from './training-tasks';
import {
  DEMONSTRATION_METRICS,
  EPOCH_METRICS,
  metricValues,
  type PassCounts,
  VALIDATION_METRICS,
} from './training-metrics';
import { sha256 } from '../../sha256';

const COLLECTING = 'playing demonstrations';
const LEARNING = 'learning from demonstrations';

/**
 * The behaviour cloning job: plays the reference agent, learns from it epoch by epoch, and stores checkpoints. It
 * resumes from the run's latest checkpoint and produces the same bytes as an uninterrupted run.
 *
 * @returns a function that saves how the run ended: done, or paused after an epoch
 */
export async function imitatePolicy(
  context: JobContext,
  { trainingRunId }: { readonly trainingRunId: string },
): Promise<SaveResult> {
  const run = await context.database.inTenant(context.tenantId, (stores) => stores.trainingRuns.get(trainingRunId));
  const settings = imitationSettingsFormat.readRow(run, run.settingsJson);
  const beginning = await openBeginning(context, run, settings);
  const tasks = await stageTasks(context, run.taskSetId!, settings.tasks);
  const validation = await stageOrNull(context, run.validationTaskSetId, settings.validationTasks);
  const epochsDone = beginning.latest?.checkpoint.step ?? 0;
  const attempt = await TrainingAttempt.begin(context, trainingRunId, epochsDone);
  if (epochsDone >= settings.epochs) return attempt.end('DONE');
  if (await attempt.isPauseWanted()) return attempt.end('PAUSED');
  const learner = await Learner.create(learnerSettingsOf(settings, beginning.architecture), beginning.start);
  try {
    return await new Imitation({ context, settings, beginning, tasks, validation, attempt, learner }).run(epochsDone);
  } finally {
    await learner.close();
  }
}

/** `stageTasks`, or null if there is no task set. */
export async function stageOrNull(
  context: JobContext,
  taskSetId: string | null,
  choice: TrainingTaskChoice,
): Promise<StagedTasks | null> {
  return taskSetId === null ? null : stageTasks(context, taskSetId, choice);
}

type ImitationParts = {
  readonly context: JobContext;
  readonly settings: ImitationRunSettings;
  readonly beginning: TrainingBeginning;
  readonly tasks: StagedTasks;
  readonly validation: StagedTasks | null;
  readonly attempt: TrainingAttempt;
  readonly learner: Learner;
};

class Imitation {
  private readonly signal: AbortSignal;
  private bestPassRate: number | null = null;

  constructor(private readonly parts: ImitationParts) {
    this.signal = signalForMany(parts.context.signal);
  }

  async run(epochsDone: number): Promise<SaveResult> {
    const { settings, learner, attempt, tasks, validation, context, beginning } = this.parts;
    this.bestPassRate = readPassRate(beginning.latest?.metadata.bestPassRate);
    const shown = await this.demonstrate(tasks, 'demonstration', settings.errorRate);
    const heldOut = validation === null ? null : await this.demonstrate(validation, 'held-out', 0);
    if (epochsDone === 0) await attempt.writeStep(0, metricValues(DEMONSTRATION_METRICS, shown));
    // One epoch at a time, so that a pause takes effect after each one: the order of decisions depends only on the
    // number of the epoch.
    for (let epoch = epochsDone + 1; epoch <= settings.epochs; epoch += 1) {
      context.reportProgress(LEARNING, epoch - 1, settings.epochs);
      await imitate(
        {
          settings: { ...settings, epochs: epoch },
          learner,
          demonstrations: shown.demonstrations,
          heldOut: heldOut?.demonstrations ?? [],
          onEpoch: (metrics) => attempt.writeStep(epoch, metricValues(EPOCH_METRICS, metrics)),
          onCheckpoint: () => Promise.resolve(),
          signal: this.signal,
        },
        epoch - 1,
      );
      const isPauseWanted = await attempt.isPauseWanted();
      const isLast = epoch === settings.epochs || isPauseWanted;
      if (isLast || epoch % settings.checkpointEvery === 0) await this.keep(epoch);
      if (isPauseWanted && epoch < settings.epochs) return attempt.end('PAUSED');
    }
    context.reportProgress(LEARNING, settings.epochs, settings.epochs);
    return attempt.end('DONE');
  }

  private demonstrate({ stage, tasks }: StagedTasks, purpose: string, errorRate: number): Promise<Demonstrations> {
    const { settings, context } = this.parts;
    const { trials, maxTurns, deadlineMs, seed } = settings;
    return collectDemonstrations(stage, {
      ...{ tasks, trials, errorRate, maxTurns, deadlineMs },
      seed: deriveSeed(seed, purpose),
      signal: this.signal,
      onProgress: (done, total) => {
        context.reportProgress(COLLECTING, done, total);
      },
    });
  }

  private async keep(epoch: number): Promise<void> {
    const { settings, learner, attempt, tasks, beginning } = this.parts;
    const base = beginning.base === null ? {} : { base: sha256(beginning.base.model) };
    const named = { task_set: tasks.contentHash, method: 'IMITATION', seed: String(settings.seed), ...base };
    const { model, optimizer } = await learner.save({ ...named, step: String(epoch) });
    const passRate = await this.validate(model, epoch);
    const isBest = passRate !== null && (this.bestPassRate === null || passRate > this.bestPassRate);
    if (isBest) this.bestPassRate = passRate;
    await attempt.writeCheckpoint({
      ...{ model, optimizer, step: epoch, isBest },
      metadata: {
        featureVersion: MODEL_SIGNATURE.featureVersion,
        taskSetHash: tasks.contentHash,
        rewardSchemeId: null,
        estimator: null,
        seed: String(settings.seed),
        architecture: beginning.architecture,
        bestPassRate: this.bestPassRate,
      },
    });
  }

  /** Plays the validation tasks; null if there are none, or if no rollout could be scored. */
  private async validate(model: Uint8Array, epoch: number): Promise<number | null> {
    const { settings, validation, attempt, context } = this.parts;
    const { validationTrials, temperature, maxTurns, deadlineMs, seed } = settings;
    if (validation === null || validationTrials === 0) return null;
    context.reportProgress('validating', 0, 1);
    const groups = await collectWith(model, validation.stage, {
      ...{ tasks: validation.tasks, rolloutsPerGroup: validationTrials, temperature, maxTurns, deadlineMs },
      seedOf: (group, rank) => deriveSeed(seed, 'validate', group, rank),
      signal: this.signal,
    });
    const rollouts = groups.flat().map(({ rollout }) => rollout);
    const scored = rollouts.filter(({ outcomeClass }) => outcomeClass === 'SCORED');
    const passed = scored.filter(({ reward }) => reward === 1).length;
    const counts: PassCounts = { passed, scored: scored.length, attempted: rollouts.length };
    await attempt.writeEvaluation(epoch, metricValues(VALIDATION_METRICS, counts));
    return scored.length === 0 ? null : passed / scored.length;
  }
}

function readPassRate(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
