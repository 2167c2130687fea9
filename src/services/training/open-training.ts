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

/** Max number of decisions scored together. */
const DECISIONS_PER_BATCH = 256;

/** The state from which a run starts or resumes. */
export type TrainingBeginning = {
  /** The policy at the start of the run; null for random parameters. */
  readonly base: OpenedCheckpoint | null;
  /** The latest checkpoint of the run; null before the first. */
  readonly latest: OpenedCheckpoint | null;
  /** Architecture of the policy: that of the base checkpoint if there is one, else from the settings. */
  readonly architecture: Architecture;
  readonly start: LearnerStart;
};

/** @throws InvalidInputError for a base checkpoint with an unknown architecture */
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

/** A signal that any number of concurrent conversations can listen to without a warning about too many listeners. */
export function signalForMany(signal: AbortSignal): AbortSignal {
  const many = AbortSignal.any([signal]);
  setMaxListeners(0, many);
  return many;
}

/** Plays groups with the policy in a file, which stays open meanwhile. */
export async function collectWith(
  model: Uint8Array,
  stage: Stage,
  request: GroupRequest,
): Promise<readonly CollectedGroup[]> {
  return withScorer(model, (scorer) => collectGroups(stage, scorer, request));
}

/** Plays groups with a sequence of policies, all scored by one thread: every update of a run makes a new policy. */
export class GroupPlayer {
  private thread: ScoreThread | null = null;

  /** Allows one call at a time, because the thread holds one policy. */
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

/** Opens the policy in a file for the duration of the work. */
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
      `baseCheckpointId: checkpoint ${checkpoint.id} does not state its architecture; only policies trained by ` +
        `Turnwise can be trained further`,
    );
  }
  return parseArchitecture(JSON.parse(text));
}
