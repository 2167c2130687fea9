import type { OutcomeClass, RecordedTask, RecordedTurn } from '../../../src/domain/trajectory';
import type { CollectedRollout } from '../../../src/training/collected-rollout';
import { makeDecisions } from '../../policy/scoring/made-decisions';

/** A task that one call solves. */
export const MADE_TASK: RecordedTask = {
  externalId: 'made',
  instruction: '',
  goldenActions: [{ name: 'cancel_reservation', arguments: '{"reservation_id":"ABC123"}' }],
  expectedOutputs: [],
};

/** A turn of words. */
export const WORDS: RecordedTurn = {
  message: 'What can I do for you?',
  toolCalls: [],
  userMessage: 'Nothing.',
  inputTokens: null,
  outputTokens: null,
  latencyMs: null,
};

/** The turn that solves the task. */
export const SOLUTION: RecordedTurn = {
  ...WORDS,
  message: null,
  userMessage: null,
  toolCalls: [{ ...MADE_TASK.goldenActions[0]!, result: '{"status":"cancelled"}', isError: false }],
};

export type MadeRollout = {
  readonly turns: readonly RecordedTurn[];
  /** Null for one that is not SCORED. */
  readonly outcome: number | null;
  /** Probability of each choice; a half when left out. */
  readonly probability?: number;
  readonly outcomeClass?: OutcomeClass;
  readonly seed?: number;
};

/** A rollout as it would be collected, with decisions of random features. */
export function makeRollout({ turns, outcome, probability = 0.5, ...made }: MadeRollout): CollectedRollout {
  const decisions = makeDecisions(
    turns.map((_, turn) => 2 + (turn % 3)),
    made.seed ?? 1,
  );
  return {
    rollout: {
      task: MADE_TASK,
      trial: 0,
      outcomeClass: made.outcomeClass ?? (outcome === null ? 'SIMULATOR_FAILURE' : 'SCORED'),
      reward: outcome,
      endReason: 'user_stop',
      isTruncated: false,
      openingMessage: 'Hello.',
      turns,
      seed: '1',
    },
    decisions: decisions.map((decision, turn) => ({
      decision,
      chosen: turn % 2,
      logProbability: Math.log(probability),
      squaredProbabilitySum: 0.5,
      stateKey: `state ${turn}`,
    })),
  };
}
