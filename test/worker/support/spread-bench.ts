import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRun } from '../../../src/model/jobs/job-run.model';
import { calibrateTiersJob } from '../../../src/services/calibration/calibrate-tiers.job';
import type { JobContext } from '../../../src/services/jobs/job-context';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { type LoadedTaskSet, loadTaskSet } from '../../../src/services/tasks/load-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { collectWith, signalForMany } from '../../../src/services/training/open-training';
import {
  createSpreadCollection,
  type MissingGroups,
  type SpreadRequest,
  type SpreadSettings,
} from '../../../src/services/training/spread/spread-collection';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import type { CollectedGroup } from '../../../src/training/collected-rollout';
import type { GroupRequest } from '../../../src/training/collect-groups';
import type { Architecture } from '../../../src/training/scorer/architecture';
import { encodeInferenceModel } from '../../../src/training/scorer/inference-model';
import { drawParameters } from '../../../src/training/scorer/parameters';
import { scorerShapes } from '../../../src/training/scorer/scorer';
import { JOBS } from '../../../src/services/job-registry';
import { createTemporaryFiles, type TemporaryFiles } from '../../support/temporary-files';
import { type JobBench, jobsWith } from './job-bench';
import { LISTS } from '../../../src/persistence/lists/lists';
import { readRows } from '../../support/read-rows';

const ARCHITECTURE: Architecture = { kind: 'MLP', hidden: [8] };

/** One job at a time, and a lease that a busy machine does not cut short. */
const UNHURRIED = { concurrency: 1, leaseMs: 30_000 };

/** A policy of random parameters. */
export function makeModel(seed: number): Uint8Array {
  return encodeInferenceModel(ARCHITECTURE, drawParameters(scorerShapes(ARCHITECTURE), seed));
}

/** What a learner of these tests does and finds. */
export type Learned = { readonly groups: readonly CollectedGroup[]; readonly missing: readonly MissingGroups[] };

export type Lesson = {
  readonly settings: SpreadSettings;
  readonly rolloutsPerGroup?: number;
  readonly purpose?: SpreadRequest['purpose'];
  /** Starts other workers, once the learner's has its job: any worker may take it. Absent: there are none. */
  readonly startOthers?: () => Promise<unknown>;
  /** Called before the learner plays its own share, which is after the others were offered theirs. */
  readonly beforeOwnShare?: () => Promise<void>;
  /** Leave the files of the update where they are. */
  readonly keepFiles?: boolean;
};

/** A training run whose learner collects once, as the job of a worker. */
export class SpreadBench {
  private constructor(
    readonly bench: JobBench,
    private readonly files: TemporaryFiles,
    private readonly place: LoadedTaskSet,
    readonly trainingRunId: string,
  ) {}

  static async open(bench: JobBench, tasks: number): Promise<SpreadBench> {
    const { database, tenantId, experimentId } = bench;
    const source = { database, tenantId, environments: new Environments(null) };
    const { id: taskSetId } = await generateTaskSet(source, {
      ...{ name: 'tasks', version: 'v1', worldSize: 'SMALL', worldSeed: 5, taskSeed: 6, size: tasks, split: 'train' },
      ...{ families: ['look-up', 'cancel-allowed', 'bags'], idempotencyKey: null },
    });
    const place = await loadTaskSet(source, taskSetId);
    const id = randomUUID();
    await bench.inTenant((stores) =>
      stores.trainingRuns.create({ id, experimentId, kind: 'REINFORCEMENT', name: 'spread', settingsJson: '{}' }),
    );
    return new SpreadBench(bench, createTemporaryFiles(), place, id);
  }

  close(): Promise<void> {
    return this.files.remove();
  }

  workerOptions(name: string) {
    return { ...this.bench.workerOptions(name), files: this.files.store };
  }

  /** Starts a worker that does nothing but play for others. */
  async startHelper(name: string, jobs = JOBS): Promise<void> {
    await this.bench.startWorker(name, jobs, { files: this.files.store, ...UNHURRIED });
  }

  /** Starts the learner, on a worker of its own that is busy with it. */
  async startLearner(lesson: Lesson): Promise<{ readonly job: JobRun; readonly learned: Promise<Learned> }> {
    let finish: (learned: Learned) => void = () => undefined;
    const learned = new Promise<Learned>((resolve) => (finish = resolve));
    let begin: () => void = () => undefined;
    const mayBegin = new Promise<void>((resolve) => (begin = resolve));
    const learn = async (context: JobContext) => {
      await mayBegin;
      finish(await this.learn(context, lesson));
      return () => Promise.resolve();
    };
    await this.bench.startWorker('learner', jobsWith(calibrateTiersJob, learn), {
      files: this.files.store,
      ...UNHURRIED,
    });
    const { id } = await this.bench.startJob();
    const job = await this.bench.waitForState(id, 'RUNNING');
    if (lesson.startOthers !== undefined) {
      await lesson.startOthers();
      while ((await this.bench.inTenant((stores) => stores.workers.findLive(2))).length < 2) await sleep(10);
    }
    begin();
    return { job, learned };
  }

  /** What the learner should come to. */
  async playAll(rolloutsPerGroup = 2): Promise<readonly CollectedGroup[]> {
    return this.play(this.requestOf(rolloutsPerGroup, new AbortController().signal));
  }

  jobs(): Promise<JobRun[]> {
    return this.bench.inTenant(async (stores) => {
      const rows = await readRows(stores, LISTS.jobRuns, this.bench.tenantId);
      return rows.filter(({ name }) => name === 'collectTrainingGroups');
    });
  }

  rows() {
    return this.bench.inTenant((stores) => stores.trainingShards.findOthers(this.trainingRunId, null));
  }

  fileCount(): number {
    const entries = readdirSync(this.files.folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  }

  private async learn(context: JobContext, lesson: Lesson): Promise<Learned> {
    const missing: MissingGroups[] = [];
    const { settings, rolloutsPerGroup = 2, purpose = 'TRAINING' } = lesson;
    const { trainingRunId } = this;
    const spread = createSpreadCollection({
      ...{ context, trainingRunId, settings },
      onMissing: (each) => missing.push(each),
    });
    let isOwnShare = true;
    const groups = await spread.collect({
      model: makeModel(1),
      request: this.requestOf(rolloutsPerGroup, signalForMany(context.signal)),
      step: 4,
      purpose,
      playLocally: async (request) => {
        if (isOwnShare) await lesson.beforeOwnShare?.();
        isOwnShare = false;
        return this.play(request);
      },
    });
    if (lesson.keepFiles !== true) await spread.close();
    return { groups, missing };
  }

  private play(request: GroupRequest): Promise<readonly CollectedGroup[]> {
    const { environment, brief } = this.place;
    return collectWith(makeModel(1), { environment, brief, simulator: createScriptedUser() }, request);
  }

  private requestOf(rolloutsPerGroup: number, signal: AbortSignal): GroupRequest {
    const { tasks } = this.place;
    const seedOf = (group: number, rank: number): number => 1000 * group + rank;
    return { tasks, rolloutsPerGroup, seedOf, temperature: 0.9, maxTurns: 12, deadlineMs: 60_000, signal };
  }
}

/** Groups without the time that they took; features as a hash of their bits. */
export function withoutTime(groups: readonly CollectedGroup[]) {
  return groups.map((group) =>
    group.map(({ rollout, decisions }) => ({
      rollout: { ...rollout, turns: rollout.turns.map((turn) => ({ ...turn, latencyMs: null })) },
      decisions: decisions.map(({ decision, ...chosen }) => ({
        ...chosen,
        bits: createHash('sha256').update(decision.features).update(decision.stateFeatures).digest('hex'),
      })),
    })),
  );
}
