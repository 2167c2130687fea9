import type { AgentTurn, PlayablePolicy } from '../../conversation/policy';
import { wordAct } from '../../policy/acts/word-act';
import type { Utterance } from '../../conversation/conversation';
import { deriveSeed } from '../../conversation/derive-seed';
import { playConversation } from '../../conversation/play-conversation';
import type { PlayableTask } from '../../conversation/playable-task';
import { isSolved } from '../../domain/evaluation/is-solved';
import type { Candidate } from '../../policy/candidates/candidate';
import { createCandidateSession } from '../../policy/candidates/candidate-session';
import type { Decision } from '../../policy/candidates/decision';
import { findCandidate } from '../../policy/candidates/find-candidate';
import { createGoldenPolicy } from '../../policy/scripted/golden-policy';
import type { Stage } from '../stage';

/** Settings of the demonstrations. */
export type DemonstrationRequest = {
  readonly tasks: readonly PlayableTask[];
  /** Conversations per task, at least 1. */
  readonly trials: number;
  /** Probability that the demonstrator errs in a turn, 0 to 1; errors are imitated too. */
  readonly errorRate: number;
  readonly maxTurns: number;
  readonly deadlineMs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

/** A decision with the demonstrator's choice. */
export type Demonstration = { readonly decision: Decision; readonly chosen: number };

export type Demonstrations = {
  /** In the order of tasks, trials and turns. */
  readonly demonstrations: readonly Demonstration[];
  readonly conversations: number;
  /** Number of conversations that passed. */
  readonly passed: number;
  /** Number of turns that match no candidate and cannot be imitated. */
  readonly uncovered: number;
};

/**
 * Plays the reference agent with an error rate and records, turn by turn, which candidate it chose.
 *
 * @throws the signal's reason when it aborts
 */
export async function collectDemonstrations(stage: Stage, request: DemonstrationRequest): Promise<Demonstrations> {
  const { tasks, trials, signal, onProgress } = request;
  const byId = new Map(tasks.map((task) => [task.task.externalId, task]));
  const golden = createGoldenPolicy({ tasks: byId, errorRate: request.errorRate });
  const demonstrations: Demonstration[] = [];
  let passed = 0;
  let uncovered = 0;
  for (const [rank, task] of tasks.entries()) {
    for (let trial = 0; trial < trials; trial += 1) {
      const policy = watch(golden, {
        onDemonstration: (demonstration) => demonstrations.push(demonstration),
        onUncovered: () => (uncovered += 1),
      });
      const { rollout } = await playConversation({
        ...stage,
        task,
        trial,
        policy,
        seed: deriveSeed(request.seed, 'demonstration', task.task.externalId, trial),
        maxTurns: request.maxTurns,
        deadlineMs: request.deadlineMs,
        signal,
      });
      if (rollout.reward !== null && isSolved(rollout.reward)) passed += 1;
    }
    onProgress?.(rank + 1, tasks.length);
    // Scripted conversations never yield, so let the event loop run occasionally.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { demonstrations, conversations: tasks.length * trials, passed, uncovered };
}

type Watcher = {
  readonly onDemonstration: (demonstration: Demonstration) => void;
  readonly onUncovered: () => void;
};

function watch(policy: PlayablePolicy, watcher: Watcher): PlayablePolicy {
  return {
    start: (start) => {
      const session = policy.start(start);
      const candidateSession = createCandidateSession(start.brief.version);
      return {
        act: async (utterances: readonly Utterance[], signal) => {
          const { candidates, decision } = candidateSession.decide(utterances);
          const turn = await session.act(utterances, signal);
          const chosen = findTurn(candidates, turn);
          if (chosen === null) watcher.onUncovered();
          else watcher.onDemonstration({ decision, chosen });
          return turn;
        },
      };
    },
  };
}

/** The candidate that results in this turn, from 0; null when there is none. */
function findTurn(candidates: readonly Candidate[], { message, toolCalls: [call] }: AgentTurn): number | null {
  if (call !== undefined) return findCandidate(candidates, { kind: 'CALL', ...call });
  const rank = candidates.findIndex(({ act }) => act.kind !== 'CALL' && wordAct(act) === message);
  return rank >= 0 ? rank : null;
}
