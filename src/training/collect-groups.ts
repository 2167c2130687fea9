import { AIRLINE_TOOL_KINDS } from '../environment/airline/tool-kinds';
import type { Utterance } from '../conversation/conversation';
import { playConversation } from '../conversation/play-conversation';
import type { PlayableTask } from '../conversation/playable-task';
import type { PlayablePolicy } from '../conversation/policy';
import { type CandidateScorer, createOnnxPolicy } from '../policy/onnx-policy';
import type { ChosenDecision, CollectedGroup, CollectedRollout } from './collected-rollout';
import type { Stage } from './stage';
import { sha256 } from '../sha256';

/** The conversations to play, and their settings. */
export type GroupRequest = {
  /** One group per task, in this order. */
  readonly tasks: readonly PlayableTask[];
  readonly rolloutsPerGroup: number;
  /** Seed of a rollout, from the index of its group and its index within the group. */
  readonly seedOf: (group: number, rank: number) => number;
  readonly temperature: number;
  readonly maxTurns: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
};

/**
 * Plays groups of conversations with a policy concurrently, so that their decisions are scored in batches. Batching
 * does not change the choices: the same request gives the same groups.
 *
 * @returns one group per task, in order, each with all its rollouts, whatever their outcome class
 */
export function collectGroups(stage: Stage, scorer: CandidateScorer, request: GroupRequest): Promise<CollectedGroup[]> {
  return Promise.all(
    request.tasks.map((task, group) =>
      Promise.all(
        Array.from({ length: request.rolloutsPerGroup }, (_, rank) =>
          collectRollout({ ...stage, scorer, task, trial: rank, seed: request.seedOf(group, rank), request }),
        ),
      ),
    ),
  );
}

type RolloutRequest = Stage & {
  readonly scorer: CandidateScorer;
  readonly task: PlayableTask;
  readonly trial: number;
  readonly seed: number;
  readonly request: GroupRequest;
};

async function collectRollout(wanted: RolloutRequest): Promise<CollectedRollout> {
  const { environment, brief, simulator, scorer, task, trial, seed, request } = wanted;
  const { temperature, maxTurns, deadlineMs, signal } = request;
  const decisions: ChosenDecision[] = [];
  let stateKey = '';
  const policy = createOnnxPolicy({
    scorer,
    temperature,
    onDecision: ({ decision, choice }) => {
      const { index, logProbability, sumOfSquaredProbabilities } = choice;
      decisions.push({
        decision,
        chosen: index,
        logProbability,
        squaredProbabilitySum: sumOfSquaredProbabilities,
        stateKey,
      });
    },
  });
  const watched = beforeEachTurn(policy, (utterances) => {
    stateKey = stateKeyOf(utterances);
  });
  const { rollout, failure } = await playConversation({
    environment,
    brief,
    task,
    trial,
    policy: watched,
    simulator,
    seed,
    maxTurns,
    deadlineMs,
    signal,
  });
  return failure === null ? { rollout, decisions } : { rollout, decisions, failure: failure.message };
}

function beforeEachTurn(policy: PlayablePolicy, look: (utterances: readonly Utterance[]) => void): PlayablePolicy {
  return {
    start: (start) => {
      const session = policy.start(start);
      return {
        act: (utterances, signal) => {
          look(utterances);
          return session.act(utterances, signal);
        },
      };
    },
  };
}

/**
 * Identity of the state before a turn, for estimators that compare equal states: the calls so far that may have changed
 * the world, with their results, and the last message that the agent received.
 */
function stateKeyOf(utterances: readonly Utterance[]): string {
  const changes = utterances.filter(
    (utterance) => utterance.speaker === 'TOOL' && AIRLINE_TOOL_KINDS.get(utterance.name) === 'WRITE',
  );
  return sha256(JSON.stringify([changes, utterances.at(-1) ?? null]));
}
