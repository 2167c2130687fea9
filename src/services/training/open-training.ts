import { setMaxListeners } from 'node:events';
import { InvalidInputError } from '../../errors';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { CandidateScorer } from '../../policy/onnx-policy';
import { METADATA_KEYS } from '../../policy/scoring/model-signature';
import { DecisionBatcher } from '../../policy/scoring/decision-batcher';
import { readModel } from '../../onnx/read-model';
import { ScoreThread } from '../../policy/scoring/score-thread';
import type { CollectedGroup } from '../../training/collected-rollout';
import { collectGroups, type GroupRequest } from '../../training/collect-groups';
import type { LearnerStart } from '../../training/learner/learner-settings';
import { type Architecture, parseArchitecture } from '../../training/scorer/architecture';
import type { Stage } from '../../training/stage';
import type { JobContext } from '../jobs/job-context';
import { type OpenedCheckpoint, openCheckpoint } from '../checkpoints/open-checkpoint';

/** Decisions that are scored together at most. */
const DECISIONS_PER_BATCH = 256;

/** What a run goes on from. */
export type TrainingBeginning = {
  /** The policy that it began with; null for random parameters. */
  readonly base: OpenedCheckpoint | null;
  /** Its newest checkpoint; null before the first. */
  readonly latest: OpenedCheckpoint | null;
  /** Of the policy: the base's where there is one, else as the settings say. */
  readonly architecture: Architecture;
  readonly start: LearnerStart;
};

/** @throws InvalidInputError for a base whose architecture this program does not know */
export async function openBeginning(
  context: JobContext,
  run: TrainingRun,
  settings: { readonly architecture: Architecture; readonly seed: number },
): Promise<TrainingBeginning> {
  const { seed } = settings;
  const base = run.baseCheckpointId === null ? null : await openCheckpoint(context, run.baseCheckpointId);
  const latest = run.latestCheckpointId === null ? null : await openCheckpoint(context, run.latestCheckpointId);
  const architecture = base === null ? settings.architecture : architectureOf(base);
  return { base, latest, architecture, start: startOf({ base, latest, seed }) };
}

/** A signal for as many conversations at a time as there are, without a warning that they are many. */
export function signalForMany(signal: AbortSignal): AbortSignal {
  const many = AbortSignal.any([signal]);
  setMaxListeners(0, many);
  return many;
}

/** Plays groups with the policy in a file, which is open for so long. */
export async function collectWith(
  model: Uint8Array,
  stage: Stage,
  request: GroupRequest,
): Promise<readonly CollectedGroup[]> {
  return withScorer(model, (scorer) => collectGroups(stage, scorer, request));
}

/** Plays groups with one policy after the other, all scored by one thread: a run has a new policy with each update. */
export class GroupPlayer {
  private thread: ScoreThread | null = null;

  /** One call at a time: the thread holds one policy. */
  async play(model: Uint8Array, stage: Stage, request: GroupRequest): Promise<readonly CollectedGroup[]> {
    if (this.thread === null) this.thread = await ScoreThread.start(model);
    else await this.thread.load(model);
    const batcher = new DecisionBatcher(this.thread, DECISIONS_PER_BATCH);
    try {
      return await collectGroups(stage, batcher, request);
    } finally {
      batcher.close();
    }
  }

  async close(): Promise<void> {
    await this.thread?.close();
  }
}

/** Opens the policy in a file for as long as the work takes. */
export async function withScorer<Result>(
  model: Uint8Array,
  work: (scorer: CandidateScorer) => Promise<Result>,
): Promise<Result> {
  const thread = await ScoreThread.start(model);
  const batcher = new DecisionBatcher(thread, DECISIONS_PER_BATCH);
  try {
    return await work(batcher);
  } finally {
    batcher.close();
    await thread.close();
  }
}

function startOf({
  base,
  latest,
  seed,
}: Pick<TrainingBeginning, 'base' | 'latest'> & { readonly seed: number }): LearnerStart {
  if (latest !== null) {
    const { model, optimizer, checkpoint } = latest;
    if (optimizer === null) throw new Error(`checkpoint ${checkpoint.id} of a training run has no optimizer`);
    return { kind: 'CHECKPOINT', model, optimizer };
  }
  return base === null ? { kind: 'SEED', seed } : { kind: 'MODEL', model: base.model, seed };
}

function architectureOf({ checkpoint, model }: OpenedCheckpoint): Architecture {
  const text = readModel(model).metadata[METADATA_KEYS.architecture];
  if (text === undefined) {
    throw new InvalidInputError(
      `baseCheckpointId: checkpoint ${checkpoint.id} does not say its architecture; only policies that were trained here can be trained on`,
    );
  }
  return parseArchitecture(JSON.parse(text));
}
