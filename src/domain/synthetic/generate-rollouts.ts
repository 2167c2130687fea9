import { InvalidInputError } from '../../errors';
import type { PerTier } from '../classification/tier';
import { createRandom, type Random } from '../random';
import type { RecordedRollout, RecordedToolCall, RecordedTurn } from '../trajectory';
import { plantedEffects, presenceChance, PRESENCE_MODELS, successChance, type PlantedEffect } from './planted-effects';
import { createCalls, type CallTier } from './synthetic-calls';
import { createSyntheticTask, type SyntheticTask } from './synthetic-task';
import { shuffle } from '../shuffle';

export type SyntheticSettings = {
  /** Number of tasks, at least 1. */
  readonly tasks: number;
  /** Rollouts per task, at least 1. */
  readonly trials: number;
  readonly seed: number;
};

export type SyntheticRollouts = {
  /** Ordered by trial, then by task, as benchmarks run them. */
  readonly rollouts: readonly RecordedRollout[];
  readonly plantedEffects: PerTier<PlantedEffect>;
};

/** The order in which presence is drawn; changing it changes the rollouts of a seed. */
const CALL_TIERS: readonly CallTier[] = ['GOLD_EXACT', 'SOFT_MATCH', 'READ_ONLY', 'STATE_CHANGE', 'ERROR', 'DUPLICATE'];

/**
 * Generates synthetic rollouts with a known relation between tiers and success, for demonstrations and for checking
 * estimators. No model or environment is involved, so they say nothing about real agents.
 *
 * Each task has a difficulty, spread evenly over 0 to 1. Each rollout draws a hidden skill, uniform on 0 to 1; succeeds
 * with probability logistic(6 * (skill - difficulty)); and shows each tier with the probability of `PRESENCE_MODELS`,
 * all independent given skill and difficulty. So GOLD_EXACT is planted as good, STATE_CHANGE, ERROR and DUPLICATE as
 * bad, SOFT_MATCH as unrelated, and READ_ONLY as confounded: common on hard tasks, hence negative in raw figures and 0
 * within a task. MESSAGE is in every rollout. A rollout has about 12 turns in random order, starting and ending with a
 * message.
 *
 * @returns tasks x trials rollouts, all SCORED with reward 0 or 1, and the planted effects, computed from the model for
 *   these tasks
 * @throws InvalidInputError when the number of tasks or trials is not an integer of at least 1, or the seed is not an
 *   integer
 */
export function generateRollouts({ tasks, trials, seed }: SyntheticSettings): SyntheticRollouts {
  requireCount('tasks', tasks);
  requireCount('trials', trials);
  const random = createRandom(seed);
  const difficulties = shuffle(
    random,
    Array.from({ length: tasks }, (_, index) => (index + 0.5) / tasks),
  );
  const syntheticTasks = difficulties.map((difficulty, index) => createSyntheticTask(index, difficulty, random));
  const rollouts = Array.from({ length: trials }, (_, trial) =>
    syntheticTasks.map((task) => generateRollout(task, trial, random)),
  );
  return { rollouts: rollouts.flat(), plantedEffects: plantedEffects(difficulties) };
}

function requireCount(name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 1) return;
  throw new InvalidInputError(`the number of ${name} is ${count}; it must be an integer of at least 1`);
}

function generateRollout(synthetic: SyntheticTask, trial: number, random: Random): RecordedRollout {
  const { difficulty } = synthetic;
  const skill = random.next();
  const reward = random.next() < successChance(skill, difficulty) ? 1 : 0;
  const isPresent = (tier: CallTier): boolean =>
    random.next() < presenceChance(PRESENCE_MODELS[tier], skill, difficulty);
  const callTurns = CALL_TIERS.filter(isPresent).flatMap((tier) => generateTierTurns(tier, synthetic, random));
  const messageTurns = Array.from({ length: random.integer(3, 8) }, (_, index): readonly RecordedTurn[] => [
    createMessageTurn(`Synthetic question ${index + 1}.`, `Synthetic answer ${index + 1}.`),
  ]);
  return {
    task: synthetic.task,
    trial,
    outcomeClass: 'SCORED',
    reward,
    endReason: 'user',
    isTruncated: false,
    openingMessage: `Hello, this is ${synthetic.userId}. I need your help with my trip.`,
    turns: [
      createMessageTurn('How may I help you?', 'Please make the changes that I asked for.'),
      ...shuffle(random, [...callTurns, ...messageTurns]).flat(),
      createMessageTurn('That is all done.', 'Thank you. ###STOP###'),
    ],
    seed: null,
  };
}

/** GOLD_EXACT occurs at most once, because it uses up its golden action; the others occur one to three times. */
function generateTierTurns(tier: CallTier, task: SyntheticTask, random: Random): readonly (readonly RecordedTurn[])[] {
  const occurrences = tier === 'GOLD_EXACT' ? 1 : random.integer(1, 3);
  return Array.from({ length: occurrences }, (_, occurrence) =>
    createCalls(tier, task, occurrence, random).map(createCallTurn),
  );
}

function createCallTurn(toolCall: RecordedToolCall): RecordedTurn {
  return { ...createMessageTurn(null, null), toolCalls: [toolCall] };
}

function createMessageTurn(message: string | null, userMessage: string | null): RecordedTurn {
  return { message, toolCalls: [], userMessage, inputTokens: null, outputTokens: null, latencyMs: null };
}
