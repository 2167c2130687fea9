import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '../../../src/model/checkpoints/checkpoint.model';
import type { TrainingState } from '../../../src/model/training/training-enums';
import type { TaskSet } from '../../../src/model/tasks/task-set.model';
import type { TrainingRun } from '../../../src/model/training/training-run.model';
import { trainingStream } from '../../../src/events/streams';
import { IRC_SCHEME } from '../../../src/domain/calibration/schemes/reward-scheme';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { readTrainingEvent, type TrainingEvent } from '../../../src/services/training/training-event';
import { startImitation, startTraining } from '../../../src/services/training/start-training';
import type { ImitationChoice, ReinforcementChoice } from '../../../src/services/training/training-settings';
import { readTrainingState } from '../../../src/services/training/training-run-state';
import type { JobBench } from './job-bench';

/** Small enough that an update takes a tenth of a second. */
const SMALL = { architecture: { kind: 'MLP', hidden: [8] }, maxTurns: 12, seed: 3 };

/** Training runs of a bench on a few generated tasks. */
export class TrainingBench {
  private constructor(
    readonly bench: JobBench,
    private readonly taskSet: TaskSet,
    private readonly validationSet: TaskSet,
    private readonly rewardSchemeId: string,
  ) {}

  static async open(bench: JobBench): Promise<TrainingBench> {
    const { database, tenantId } = bench;
    const source = { database, tenantId, environments: new Environments(null) };
    const make = (split: 'train' | 'validation', size: number) =>
      generateTaskSet(source, {
        ...{ name: split, version: 'v1', worldSize: 'SMALL', worldSeed: 5, taskSeed: 6, size, split },
        families: ['look-up', 'cancel-allowed'],
        idempotencyKey: null,
      });
    const scheme = await bench.inTenant((stores) =>
      stores.rewardSchemes.createVersion('IRC', 'PAPER', IRC_SCHEME.values),
    );
    return new TrainingBench(bench, await make('train', 6), await make('validation', 4), scheme.id);
  }

  imitate(settings: ImitationChoice): Promise<TrainingRun> {
    const { database, tenantId } = this.bench;
    return startImitation(database, tenantId, {
      ...this.input('base', null),
      settings: { ...SMALL, epochs: 3, batchDecisions: 16, ...settings },
    });
  }

  train(baseCheckpointId: string | null, settings: ReinforcementChoice): Promise<TrainingRun> {
    const { database, tenantId } = this.bench;
    const tiny = { groupsPerUpdate: 2, rolloutsPerGroup: 2, batchDecisions: 32, evaluateEvery: 4, checkpointEvery: 2 };
    return startTraining(database, tenantId, {
      ...this.input('trained', baseCheckpointId),
      rewardSchemeId: this.rewardSchemeId,
      settings: { ...SMALL, ...tiny, ...settings },
    });
  }

  private input(name: string, baseCheckpointId: string | null) {
    return {
      experimentId: this.bench.experimentId,
      name,
      taskSetId: this.taskSet.id,
      validationTaskSetId: this.validationSet.id,
      baseCheckpointId,
      requirements: null,
      idempotencyKey: null,
    };
  }

  run(id: string): Promise<TrainingRun> {
    return this.bench.inTenant((stores) => stores.trainingRuns.get(id));
  }

  state(id: string): Promise<TrainingState> {
    return this.bench.inTenant(async (stores) => readTrainingState(stores, await stores.trainingRuns.get(id)));
  }

  /** Waits for a state; fails with the job's error when the run ends in another. */
  async until(id: string, wanted: TrainingState): Promise<TrainingRun> {
    for (;;) {
      const state = await this.state(id);
      const run = await this.run(id);
      if (state === wanted) return run;
      const job = await this.bench.job(run.jobRunId!);
      if (job.errorCode !== null || state === 'SUCCEEDED') {
        throw new Error(`the run is ${state} and not ${wanted}: ${job.errorMessage ?? ''}`);
      }
      await sleep(25);
    }
  }

  async untilStep(id: string, step: number): Promise<void> {
    for (;;) {
      const run = await this.run(id);
      if (run.step >= step) return;
      const { errorMessage, state } = await this.bench.job(run.jobRunId!);
      if (errorMessage !== null || state === 'SUCCEEDED') throw new Error(`step ${step} never came: ${errorMessage}`);
      await sleep(5);
    }
  }

  checkpoints(id: string): Promise<Checkpoint[]> {
    return this.bench.inTenant((stores) => stores.checkpoints.ofTrainingRun(id));
  }

  /** Hashes of the files of each checkpoint, by its step; one that was written twice has the same. */
  async hashes(id: string): Promise<readonly (readonly [number, string, string | null])[]> {
    const rows = await this.checkpoints(id);
    return rows.map(({ step, modelHash, optimizerHash }) => [step, modelHash, optimizerHash] as const);
  }

  async metric(id: string, name: string, attempt: number | null = null): Promise<(number | null)[]> {
    const rows = await this.bench.inTenant((stores) =>
      stores.trainingMetrics.read({
        trainingRunId: id,
        names: [name],
        fromStep: 0,
        toStep: null,
        attempt,
        limit: 10_000,
      }),
    );
    return rows.map(({ value }) => value);
  }

  async events(id: string): Promise<TrainingEvent[]> {
    const events = await this.bench.inTenant((stores) => stores.events.readSince(trainingStream(id), 0, 10_000));
    return events.map(readTrainingEvent);
  }
}
