import { TIERS } from '../../domain/classification/tier';
import type { TierValues } from '../../domain/calibration/schemes/reward-scheme';
import type { TrainingJobEnd } from '../../model/training/training-enums';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import { Learner } from '../../training/learner/learner';
import {
  trainPolicy as train,
  type TrainerHooks,
  type TrainerRun,
  type ValidationResult,
} from '../../training/trainer';
import { beginTraining, type TrainerState } from '../../training/trainer-state';
import { canonicalJson } from '../../canonical-json';
import type { JobContext, SaveResult } from '../jobs/job-context';
import { readRewardScheme, readTierValues } from '../calibration/reward-scheme-values';
import { type CheckpointState, checkpointStateFormat } from './checkpoint-state';
import { stageOrNull } from './imitate-policy';
import { GroupPlayer, openBeginning, signalForMany, type TrainingBeginning, withScorer } from './open-training';
import { TrainingAttempt } from './training-attempt';
import {
  criticOf,
  learnerSettingsOf,
  reinforcementSettingsFormat,
  type ReinforcementSettings,
  trainerSettingsOf,
} from './training-settings';
import {
  createSpreadCollection,
  type MissingGroups,
  type SpreadCollection,
  type SpreadRequest,
} from './spread/spread-collection';
import { type StagedTasks, stageTasks } from './training-tasks';
import { metricValues, UPDATE_METRICS, VALIDATION_METRICS } from './training-metrics';
import { sha256 } from '../../sha256';

const PHASE = 'training';

/**
 * The reinforcement learning job. It resumes from the run's latest checkpoint and, because the learner has a single
 * thread, produces the same bytes as an uninterrupted run.
 *
 * @returns a function that saves how the run ended: done, stopped early, or paused after an update
 * @throws UnavailableError if no rollout of an update could be scored
 */
export async function runReinforcement(
  context: JobContext,
  { trainingRunId }: { readonly trainingRunId: string },
): Promise<SaveResult> {
  const run = await context.database.inTenant(context.tenantId, (stores) => stores.trainingRuns.get(trainingRunId));
  const settings = reinforcementSettingsFormat.readRow(run, run.settingsJson);
  const beginning = await openBeginning(context, run, settings);
  const state = await openState(context, run, beginning);
  const tasks = await stageTasks(context, run.taskSetId!, settings.tasks);
  const validation = await stageOrNull(context, run.validationTaskSetId, settings.validationTasks);
  const attempt = await TrainingAttempt.begin(context, trainingRunId, state.trainer.update);
  const over = endOf(settings, state.trainer) ?? ((await attempt.isPauseWanted()) ? 'PAUSED' : null);
  if (over !== null) return attempt.end(over);
  const learnerSettings = learnerSettingsOf(settings, beginning.architecture, criticOf(settings));
  const learner = await Learner.create(learnerSettings, beginning.start);
  try {
    const reference = await referenceModel(beginning, learnerSettings, settings.seed);
    const parts = { context, run, settings, beginning, tasks, validation, attempt, learner, reference };
    return attempt.end(await new Reinforcement(parts, state).run());
  } finally {
    await learner.close();
  }
}

/** State in the latest checkpoint. Its scheme applies, even if gating changed the scheme afterwards. */
async function openState(
  { database, tenantId }: JobContext,
  { rewardSchemeId, id }: TrainingRun,
  { latest }: TrainingBeginning,
): Promise<CheckpointState> {
  if (latest === null) {
    return database.inTenant(tenantId, async (stores) => {
      await stores.trainingRuns.setCurrentRewardScheme(id, rewardSchemeId!);
      const { values } = await readRewardScheme(stores, rewardSchemeId!);
      return { trainer: beginTraining(values), rewardSchemeId: rewardSchemeId! };
    });
  }
  const { stateJson, id: checkpointId } = latest.checkpoint;
  if (stateJson === null) throw new Error(`checkpoint ${checkpointId} of a training run has no state`);
  const state = checkpointStateFormat.read(stateJson, checkpointId);
  await database.inTenant(tenantId, (stores) => stores.trainingRuns.setCurrentRewardScheme(id, state.rewardSchemeId));
  return state;
}

/** How a run ended if its last checkpoint was written, but not its end; null if there is more to do. */
function endOf({ updates, patience }: ReinforcementSettings, state: TrainerState): TrainingJobEnd | null {
  if (state.update >= updates) return 'DONE';
  return patience !== null && state.evaluationsWithoutGain >= patience ? 'STOPPED_EARLY' : null;
}

/** Reference policy of the KL divergence: the policy at the start of the run. */
async function referenceModel(
  { base }: TrainingBeginning,
  settings: Parameters<typeof Learner.create>[0],
  seed: number,
): Promise<Uint8Array> {
  if (base !== null) return base.model;
  const first = await Learner.create(settings, { kind: 'SEED', seed });
  try {
    return (await first.save()).model;
  } finally {
    await first.close();
  }
}

type ReinforcementParts = {
  readonly context: JobContext;
  readonly run: TrainingRun;
  readonly settings: ReinforcementSettings;
  readonly beginning: TrainingBeginning;
  readonly tasks: StagedTasks;
  readonly validation: StagedTasks | null;
  readonly attempt: TrainingAttempt;
  readonly learner: Learner;
  readonly reference: Uint8Array;
};

/** A run in progress: connects the trainer with rows, files and subscribers. */
class Reinforcement {
  private rewardSchemeId: string;
  private evaluated: ValidationResult | null = null;
  private updatesDone: number;
  /** Groups that the current update skips. */
  private missingGroups = 0;

  constructor(
    private readonly parts: ReinforcementParts,
    private readonly state: CheckpointState,
  ) {
    this.rewardSchemeId = state.rewardSchemeId;
    this.updatesDone = state.trainer.update;
  }

  async run(): Promise<TrainingJobEnd> {
    const { context, run, settings } = this.parts;
    if (settings.spread === null) return this.train(null);
    const onMissing = ({ purpose, outcome, missing }: MissingGroups): void => {
      if (purpose === 'TRAINING' && outcome === 'LEFT_OUT') this.missingGroups += missing;
    };
    const options = { context, trainingRunId: run.id, settings: settings.spread, onMissing };
    const spread = createSpreadCollection(options);
    try {
      return await this.train(spread);
    } finally {
      // What is left of the last update is deleted when the run resumes.
      await spread.close().catch(() => undefined);
    }
  }

  private train(spread: SpreadCollection | null): Promise<TrainingJobEnd> {
    const { settings, tasks, validation, learner, reference, context } = this.parts;
    const initialValues = this.state.trainer.values;
    const player = new GroupPlayer();
    const validationTasks = settings.validationTrials === 0 ? [] : (validation?.tasks ?? []);
    context.reportProgress(PHASE, this.state.trainer.update, settings.updates);
    return withScorer(reference, (scorer) =>
      train(
        {
          settings: trainerSettingsOf(settings, initialValues),
          trainingTasks: tasks.tasks,
          validationTasks,
          learner,
          reference: scorer,
          collect: this.collector(spread, validationTasks, player),
          hooks: this.hooks(),
          signal: signalForMany(context.signal),
          now: () => performance.now(),
        },
        this.state.trainer,
      ),
    ).finally(() => player.close());
  }

  /** Plays groups here, or with the help of other workers. */
  private collector(
    spread: SpreadCollection | null,
    validationTasks: StagedTasks['tasks'],
    player: GroupPlayer,
  ): TrainerRun['collect'] {
    const { tasks, validation } = this.parts;
    return (model, request) => {
      const isValidation = request.tasks === validationTasks;
      const stage = isValidation ? validation!.stage : tasks.stage;
      if (spread === null) return player.play(model, stage, request);
      const purpose = isValidation ? 'VALIDATION' : 'TRAINING';
      const playLocally: SpreadRequest['playLocally'] = (part) => player.play(model, stage, part);
      return spread.collect({ model, request, step: this.updatesDone, purpose, playLocally });
    };
  }

  private hooks(): TrainerHooks {
    const { attempt, context, settings } = this.parts;
    return {
      onUpdate: async (metrics, times) => {
        const { missingGroups } = this;
        const missing = settings.spread === null ? {} : { missingGroups };
        await attempt.writeStep(metrics.update, metricValues(UPDATE_METRICS, { metrics, times, ...missing }));
        this.updatesDone = metrics.update;
        this.missingGroups = 0;
        context.reportProgress(PHASE, metrics.update, settings.updates);
      },
      onWarning: (warning) => attempt.writeWarning(warning),
      onValues: async (update, { proposal }) => {
        this.rewardSchemeId = await attempt.writeValues(update, (stores) => this.findScheme(stores, proposal.values));
      },
      onEvaluation: async (evaluation) => {
        this.evaluated = evaluation;
        await attempt.writeEvaluation(evaluation.update, metricValues(VALIDATION_METRICS, evaluation));
      },
      onCheckpoint: (_checkpoint, state) => this.keep(state),
      isPauseWanted: () => attempt.isPauseWanted(),
    };
  }

  /**
   * The latest version of the run's own scheme if it has these values (an earlier attempt created it), else a new
   * version.
   */
  private async findScheme(stores: TenantStores, values: TierValues): Promise<string> {
    const name = `${this.parts.run.name} (gating ${this.parts.run.id.slice(0, 8)})`;
    const newest = await stores.rewardSchemes.findNewest(name);
    if (newest !== null) {
      const known = (await readTierValues(stores, [newest.id])).get(newest.id);
      if (TIERS.every((tier) => known?.[tier] === values[tier])) return newest.id;
    }
    return (await stores.rewardSchemes.createVersion(name, 'GATING', values)).id;
  }

  /** The model states how it was made, and only what any run with the same settings would state. */
  private async keep(state: TrainerState): Promise<void> {
    const { settings, learner, attempt, tasks, beginning } = this.parts;
    const { estimator, seed } = settings;
    const { model, optimizer } = await learner.save({
      task_set: tasks.contentHash,
      method: 'REINFORCEMENT',
      estimator,
      reward_values: canonicalJson(state.values),
      seed: String(seed),
      step: String(state.update),
      ...(beginning.base === null ? {} : { base: sha256(beginning.base.model) }),
    });
    const isBest =
      this.evaluated?.update === state.update && state.bestPassRate !== null && state.evaluationsWithoutGain === 0;
    await attempt.writeCheckpoint({
      ...{ model, optimizer, step: state.update, isBest },
      stateJson: checkpointStateFormat.write({ trainer: state, rewardSchemeId: this.rewardSchemeId }),
      metadata: {
        featureVersion: MODEL_SIGNATURE.featureVersion,
        taskSetHash: tasks.contentHash,
        rewardSchemeId: this.rewardSchemeId,
        estimator,
        seed: String(seed),
        architecture: beginning.architecture,
        values: state.values,
      },
    });
  }
}
