import type { TrainingWarning } from '../../domain/training/training-warnings';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import type { TrainingJobEnd } from '../../model/training/training-enums';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { MetricValues } from '../../persistence/stores/training/training-metric-store';
import type { TenantStores } from '../../persistence/tenant-stores';
import { type JobContext, saveWhileHeld, type SaveResult } from '../jobs/job-context';
import type { CheckpointMetadata } from '../checkpoints/checkpoint-metadata';
import { registerCheckpoint } from '../checkpoints/register-checkpoint';
import { type CheckpointBytes, storeCheckpointFiles } from '../checkpoints/store-checkpoint';
import { appendTrainingEvent } from './training-event';

/** Contents of a checkpoint of a run. */
export type RunCheckpoint = CheckpointBytes & {
  readonly step: number;
  readonly metadata: CheckpointMetadata;
  readonly stateJson?: string;
  /** True if it is the best so far. */
  readonly isBest: boolean;
};

/**
 * Writes the state of a training run for its job. Everything is written while the job is held, and published to
 * subscribers.
 */
export class TrainingAttempt {
  private latestCheckpointId: string | null;

  private constructor(
    private readonly context: JobContext,
    private readonly run: TrainingRun,
    private readonly attempt: number,
  ) {
    this.latestCheckpointId = run.latestCheckpointId ?? run.baseCheckpointId;
  }

  /**
   * Starts a new attempt, to which all figures written from now on belong.
   *
   * @param step last completed step: that of the checkpoint from which the run resumes
   */
  static begin(context: JobContext, runId: string, step: number): Promise<TrainingAttempt> {
    return saveWhileHeld(context, async (stores) => {
      const attempt = await stores.trainingRuns.beginAttempt(runId);
      await stores.trainingRuns.setStep(runId, step);
      await appendTrainingEvent(stores, runId, { kind: 'STATE', attempt, step, state: 'RUNNING' });
      return new TrainingAttempt(context, await stores.trainingRuns.get(runId), attempt);
    });
  }

  /** Writes the figures of a step, which completes it. */
  writeStep(step: number, values: MetricValues): Promise<void> {
    return this.write(async (stores) => {
      await stores.trainingMetrics.write(this.place(step), values);
      await stores.trainingRuns.setStep(this.run.id, step);
      await this.append(stores, { kind: 'METRICS', step, values });
    });
  }

  /** Writes the figures of an evaluation after a step. */
  writeEvaluation(step: number, values: MetricValues): Promise<void> {
    return this.write(async (stores) => {
      await stores.trainingMetrics.write(this.place(step), values);
      await this.append(stores, { kind: 'EVALUATION', step, values });
    });
  }

  writeWarning(warning: TrainingWarning): Promise<void> {
    const { kind, tier, message, update: step } = warning;
    return this.write(async (stores) => {
      await stores.trainingMetrics.writeWarning(this.place(step), warning);
      await this.append(stores, { kind: 'WARNING', step, warning: { kind, tier, message } });
    });
  }

  /**
   * Switches to another scheme from the next step on. @param findScheme finds or creates it in the unit of work and
   * returns its id
   */
  async writeValues(step: number, findScheme: (stores: TenantStores) => Promise<string>): Promise<string> {
    return saveWhileHeld(this.context, async (stores) => {
      const rewardSchemeId = await findScheme(stores);
      await stores.trainingRuns.setCurrentRewardScheme(this.run.id, rewardSchemeId);
      await this.append(stores, { kind: 'VALUES_CHANGED', step, rewardSchemeId, origin: 'GATING' });
      return rewardSchemeId;
    });
  }

  /** Stores a checkpoint. Its parent is the previous one, or the base checkpoint of the run. */
  async writeCheckpoint({ model, optimizer, isBest, ...content }: RunCheckpoint): Promise<Checkpoint> {
    const { experimentId, id: trainingRunId, kind } = this.run;
    const files = await storeCheckpointFiles(this.context.files, this.context.tenantId, { model, optimizer });
    const checkpoint = await saveWhileHeld(this.context, async (stores) => {
      const origin = kind === 'IMITATION' ? 'IMITATION' : 'TRAINED';
      const description = {
        ...content,
        experimentId,
        trainingRunId,
        parentId: this.latestCheckpointId,
        origin,
      } as const;
      const written = await registerCheckpoint(stores, description, files);
      await stores.trainingRuns.setLatestCheckpoint(trainingRunId, written.id);
      if (isBest) await stores.trainingRuns.setBestCheckpoint(trainingRunId, written.id);
      await this.append(stores, { kind: 'CHECKPOINT', step: content.step, checkpointId: written.id });
      return written;
    });
    this.latestCheckpointId = checkpoint.id;
    return checkpoint;
  }

  async isPauseWanted(): Promise<boolean> {
    const { database, tenantId } = this.context;
    return (await database.inTenant(tenantId, (stores) => stores.trainingRuns.get(this.run.id))).pauseRequested;
  }

  /** Returns a function that writes how the run ended, together with the end of its job. */
  end(jobEnd: TrainingJobEnd): SaveResult {
    return (stores) => stores.trainingRuns.setJobEnd(this.run.id, jobEnd);
  }

  private place(step: number) {
    return { trainingRunId: this.run.id, attempt: this.attempt, step };
  }

  private write(work: (stores: TenantStores) => Promise<void>): Promise<void> {
    return saveWhileHeld(this.context, work);
  }

  private append(stores: TenantStores, event: UnplacedEvent): Promise<void> {
    return appendTrainingEvent(stores, this.run.id, { ...event, attempt: this.attempt });
  }
}

type Event = Parameters<typeof appendTrainingEvent>[2];
type UnplacedEvent = Event extends infer One ? (One extends Event ? Omit<One, 'attempt'> : never) : never;
