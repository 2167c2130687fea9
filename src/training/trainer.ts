import { deriveSeed } from '../conversation/derive-seed';
import type { PlayableTask } from '../conversation/playable-task';
import { TRAINING_ESTIMATOR_SETTINGS } from '../domain/advantages/training/training-estimator-settings';
import { needsCritic } from '../domain/advantages/estimators';
import { checkSettings } from '../domain/settings/check-settings';
import { gateEvidence, type GateState, observeGroups } from '../domain/calibration/gating/gate-state';
import { type GatedProposal, proposeGatedValues } from '../domain/calibration/gating/propose-gated-values';
import { proposeValues } from '../domain/calibration/schemes/propose-values';
import type { TierValues } from '../domain/calibration/schemes/reward-scheme';
import { mapTiers, type PerTier } from '../domain/classification/tier';
import { isSolved } from '../domain/evaluation/is-solved';
import { findTrainingWarnings, type TrainingWarning } from '../domain/training/training-warnings';
import type { PhaseTimes, UpdateMetrics } from '../domain/training/update-metrics';
import { InvalidInputError, UnavailableError } from '../errors';
import type { CandidateScorer } from '../policy/onnx-policy';
import { assessGroups, type Assessor, observeCollected, type ObservedGroups, scoredRollouts } from './assess-groups';
import type { CollectedGroup } from './collected-rollout';
import type { GroupRequest } from './collect-groups';
import { drawTasks } from './draw-tasks';
import { learnFromGroups } from './learn-from-groups';
import type { Learner } from './learner/learner';
import type { LearnerSnapshot } from './learner/learner-settings';
import { measureUpdate } from './measure-update';
import { splitEvenly } from './split-evenly';
import type { TrainerSettings } from './trainer-settings';
import { extendHistory, type TrainerState, withoutRepeated } from './trainer-state';

/** Forgetting factor of the tier memory without gating, so that mismatches are counted against recent evidence. */
const FORGETTING_WITHOUT_GATING = 0.9;

/** Components of a run. */
export type TrainerRun = {
  readonly settings: TrainerSettings;
  readonly trainingTasks: readonly PlayableTask[];
  readonly validationTasks: readonly PlayableTask[];
  readonly learner: Learner;
  /** Reference policy of the KL divergence. */
  readonly reference: CandidateScorer;
  /** Plays conversations with the policy in this file: locally, or distributed over workers. */
  readonly collect: (model: Uint8Array, request: GroupRequest) => Promise<readonly CollectedGroup[]>;
  readonly hooks: TrainerHooks;
  readonly signal: AbortSignal;
  /** Monotonic clock in ms. */
  readonly now: () => number;
};

/** Callbacks of the trainer. Each is awaited, so that its writes complete before the run continues. */
export type TrainerHooks = {
  readonly onUpdate: (metrics: UpdateMetrics, times: PhaseTimes) => Promise<void>;
  readonly onWarning: (warning: TrainingWarning) => Promise<void>;
  /** Gating changed the values; they apply from the next update. */
  readonly onValues: (update: number, gated: GatedProposal & { readonly kind: 'CHANGED' }) => Promise<void>;
  readonly onEvaluation: (evaluation: ValidationResult) => Promise<void>;
  readonly onCheckpoint: (checkpoint: LearnerSnapshot, state: TrainerState) => Promise<void>;
  readonly isPauseWanted: () => Promise<boolean>;
};

export type ValidationResult = {
  readonly update: number;
  readonly passed: number;
  readonly scored: number;
  readonly attempted: number;
};

/** Why a run ended. */
export type TrainingEnd = 'DONE' | 'STOPPED_EARLY' | 'PAUSED';

/**
 * Trains a policy: collects groups of rollouts, rewards their turns, computes advantages, and takes clipped
 * policy-gradient steps, update by update. The result depends only on settings, tasks, learner and state: the same seed
 * gives the same checkpoints, and a run resumed from a checkpoint gives the same ones as an uninterrupted run.
 *
 * @param state `beginTraining`, or that of the checkpoint that the learner was opened from
 * @throws InvalidInputError when there are no training tasks, a setting of the estimator is out of range, or a training
 *   input is not finite
 * @throws UnavailableError when no rollout of an update could be scored
 * @throws the signal's reason when it aborts; the last checkpoint has the earlier progress
 * @see arXiv 2604.02869, section 3; PPO's clipped surrogate, arXiv 1707.06347; the low-variance estimate of the divergence,
 *   http://joschu.net/blog/kl-approx.html
 */
export async function trainPolicy(run: TrainerRun, start: TrainerState): Promise<TrainingEnd> {
  const { settings, hooks, signal } = run;
  checkSettings(TRAINING_ESTIMATOR_SETTINGS, settings.estimatorSettings, 'estimatorSettings');
  let state = start;
  let model = (await run.learner.save()).model;
  while (state.update < settings.updates) {
    signal.throwIfAborted();
    const update = state.update + 1;
    const startedAt = run.now();

    const { groups, replaced } = await collectUpdate(run, state, model);
    const played = [...groups, ...replaced];
    const collectedAt = run.now();

    const assessed = assessGroups(groups, assessorOf(run, state), await askCritic(run, groups));
    const observed = replaced.length === 0 ? assessed : observeCollected(played, state);
    const assessedAt = run.now();

    const losses = await learnFromGroups(run, assessed, update);
    const checkpoint = await run.learner.save();
    model = checkpoint.model;
    const learnedAt = run.now();

    const metrics = measureUpdate({ update, played, observed, assessed, losses });
    await hooks.onUpdate(metrics, {
      collectMs: collectedAt - startedAt,
      advantageMs: assessedAt - collectedAt,
      learnMs: learnedAt - assessedAt,
    });

    state = { ...state, update };
    state = await followEvidence(run, state, observed);
    state = await warn(run, state, metrics);
    state = await validate(run, state, model);

    const end = await findEnd(run, state);
    if (end !== null || update % settings.checkpointEvery === 0) await hooks.onCheckpoint(checkpoint, state);
    if (end !== null) return end;
  }
  return 'DONE';
}

/** Null: the run continues. */
async function findEnd({ settings, hooks }: TrainerRun, state: TrainerState): Promise<TrainingEnd | null> {
  const { updates, patience } = settings;
  if (state.update >= updates) return 'DONE';
  if (patience !== null && state.evaluationsWithoutGain >= patience) return 'STOPPED_EARLY';
  return (await hooks.isPauseWanted()) ? 'PAUSED' : null;
}

/** Groups to learn from, and the groups without signal that were replaced. */
type CollectedUpdate = { readonly groups: readonly CollectedGroup[]; readonly replaced: readonly CollectedGroup[] };

/** Collects the groups of an update; groups without signal are replaced once, up to the configured number. */
async function collectUpdate(run: TrainerRun, state: TrainerState, model: Uint8Array): Promise<CollectedUpdate> {
  const { settings, trainingTasks } = run;
  const { groupsPerUpdate: count, maxResamples, seed } = settings;
  const tasks = drawTasks(trainingTasks, { from: state.update * count, count, seed });
  const drawn = await run.collect(model, groupRequest(run, state, tasks));
  const dead = maxResamples === 0 ? [] : drawn.filter((group) => !hasSignal(group, assessorOf(run, state)));
  const replaced = dead.slice(0, maxResamples);
  if (replaced.length === 0) return requireScored({ groups: drawn, replaced }, state);
  const others = drawTasks(trainingTasks, {
    from: state.update * maxResamples,
    count: replaced.length,
    seed: deriveSeed(seed, 'resample'),
  });
  const added = await run.collect(model, groupRequest(run, state, others, 'resample'));
  const kept = drawn.filter((group) => !replaced.includes(group));
  return requireScored({ groups: [...kept, ...added], replaced }, state);
}

function groupRequest(
  { settings, signal }: TrainerRun,
  state: TrainerState,
  tasks: readonly PlayableTask[],
  purpose = 'collect',
): GroupRequest {
  const { rolloutsPerGroup, temperature, maxTurns, deadlineMs, seed } = settings;
  const seedOf = (group: number, rank: number): number => deriveSeed(seed, purpose, state.update + 1, group, rank);
  return { tasks, rolloutsPerGroup, seedOf, temperature, maxTurns, deadlineMs, signal };
}

/** Whether a group has a learning signal. A critic needs no other rollouts for comparison. */
function hasSignal(group: CollectedGroup, assessor: Assessor): boolean {
  if (needsCritic(assessor.estimator)) return scoredRollouts([group]).flat().length > 0;
  const { audit } = assessGroups([group], assessor);
  return audit.turns > 0 && audit.deadGroups === 0;
}

function requireScored(update: CollectedUpdate, state: TrainerState): CollectedUpdate {
  const played = [...update.groups, ...update.replaced];
  if (scoredRollouts(played).flat().length > 0) return update;
  const [first] = played.flat();
  const reason =
    first === undefined ? 'no rollout was played' : `${first.rollout.endReason}: ${first.failure ?? 'no reason'}`;
  throw new UnavailableError(
    `update ${state.update + 1}: none of ${played.flat().length} rollouts could be scored; the first ended with ${reason}`,
  );
}

function assessorOf({ settings }: TrainerRun, { values, gate }: TrainerState): Assessor {
  const { estimator, estimatorSettings } = settings;
  return { values, estimator, estimatorSettings, intendedSigns: intendedSigns(gate, settings) };
}

/** The sign suggested by the remembered evidence, per tier; null without evidence. */
function intendedSigns(gate: GateState, { proposal }: TrainerSettings): PerTier<1 | -1 | null> {
  const { tiers } = proposeValues(gateEvidence(gate), proposal);
  return mapTiers((tier) => tiers[tier].intendedSign);
}

/** The critic's value before each turn of the SCORED rollouts; null for an estimator without a critic. */
async function askCritic(
  { settings, learner }: TrainerRun,
  collected: readonly CollectedGroup[],
): Promise<Float64Array[][] | null> {
  const { estimator, temperature, microBatchDecisions } = settings;
  if (!needsCritic(estimator)) return null;
  const groups = scoredRollouts(collected);
  const decisions = groups.flat().flatMap((rollout) => rollout.decisions.map(({ decision }) => decision));
  const values: number[] = [];
  for (const some of splitEvenly(decisions, microBatchDecisions)) {
    const evaluation = await learner.evaluate(some, temperature);
    if (evaluation.values === null) throw new InvalidInputError(`${estimator} needs a learner with a critic`);
    values.push(...evaluation.values);
  }
  let from = 0;
  return groups.map((group) =>
    group.map(({ decisions: own }) => {
      from += own.length;
      return Float64Array.from(values.slice(from - own.length, from));
    }),
  );
}

/** Empirical Discriminative Gating: tier values follow the evidence of the newest rollouts. */
async function followEvidence(
  { settings, hooks }: TrainerRun,
  state: TrainerState,
  { classified }: ObservedGroups,
): Promise<TrainerState> {
  const { gating, proposal } = settings;
  const gate = observeGroups(state.gate, classified, gating?.forgetting ?? FORGETTING_WITHOUT_GATING);
  if (gating === null || state.update % gating.everyUpdates !== 0) return { ...state, gate };
  const gated = proposeGatedValues(gate, state.values, { ...proposal, ...gating });
  if (gated.kind !== 'CHANGED') return { ...state, gate };
  await hooks.onValues(state.update, gated);
  const values: TierValues = gated.proposal.values;
  return { ...state, gate, values };
}

async function warn(
  { settings, hooks }: TrainerRun,
  state: TrainerState,
  newest: UpdateMetrics,
): Promise<TrainerState> {
  const { window } = settings.warnings;
  const history = extendHistory(state.history, newest, window);
  const found = withoutRepeated(findTrainingWarnings(history, settings.warnings), state.warnedAt, window);
  for (const warning of found.warnings) await hooks.onWarning(warning);
  return { ...state, history, warnedAt: found.warnedAt };
}

/**
 * Plays the validation tasks with the same seeds every time, so that differences are due to the policy; at the
 * temperature of the rollouts, to be comparable with their pass rates, not greedily as an evaluation may.
 */
async function validate(run: TrainerRun, state: TrainerState, model: Uint8Array): Promise<TrainerState> {
  const { settings, validationTasks, hooks } = run;
  const { evaluateEvery, validationTrials, seed } = settings;
  const isDue = evaluateEvery !== null && (state.update % evaluateEvery === 0 || state.update === settings.updates);
  if (!isDue || validationTasks.length === 0) return state;
  const groups = await run.collect(model, {
    ...groupRequest(run, state, validationTasks),
    rolloutsPerGroup: validationTrials,
    seedOf: (group, rank) => deriveSeed(seed, 'validate', group, rank),
  });
  const scored = scoredRollouts(groups).flat();
  const passed = scored.filter(({ rollout }) => isSolved(rollout.reward!)).length;
  await hooks.onEvaluation({
    update: state.update,
    passed,
    scored: scored.length,
    attempted: groups.flat().length,
  });
  if (scored.length === 0) return state;
  const passRate = passed / scored.length;
  const isBetter = state.bestPassRate === null || passRate > state.bestPassRate;
  return isBetter
    ? { ...state, bestPassRate: passRate, evaluationsWithoutGain: 0 }
    : { ...state, evaluationsWithoutGain: state.evaluationsWithoutGain + 1 };
}
