import type { Utterance } from '../../conversation/conversation';
import { playConversation } from '../../conversation/play-conversation';
import type { PlayableTask } from '../../conversation/playable-task';
import type { PlayablePolicy } from '../../conversation/policy';
import { canonicalizeArguments } from '../../domain/classification/canonical-arguments';
import type { GoldenAction } from '../../domain/trajectory';
import type { AirlineEnvironment } from '../../environment/airline/airline-environment';
import { airlinePolicyText } from '../../environment/airline/policy/policy-text';
import type { Act } from '../../policy/acts/act';
import { createCandidateSession } from '../../policy/candidates/candidate-session';
import { findCandidate } from '../../policy/candidates/find-candidate';
import { GoldenSession } from '../../policy/scripted/golden-session';
import { planTask } from '../../policy/scripted/plan-task';
import { toAgentTurn } from '../../policy/scripted/to-agent-turn';
import { createScriptedUser } from '../../simulators/scripted-user';
import type { CoveredConversation, CoveredTurn } from './coverage-report';

/** Turn limit: a longer conversation of the reference agent is stuck. */
const MAX_TURNS = 60;
const DEADLINE_MS = 60_000;

/** Family name of tasks that have none. */
export const BENCHMARK_FAMILY = 'benchmark';

/**
 * Has the reference agent and the scripted user play tasks and checks at each turn whether the act is among the
 * candidates derived from the conversation so far. The reference agent's act is played either way.
 *
 * @param onMiss receives each act that is not among them, with the conversation so far
 * @returns one conversation per task, in order
 */
export async function measureCoverage(
  environment: AirlineEnvironment,
  tasks: readonly PlayableTask[],
  onMiss: (miss: {
    readonly taskId: string;
    readonly act: Act;
    readonly utterances: readonly Utterance[];
  }) => void = () => undefined,
): Promise<CoveredConversation[]> {
  const { version } = environment;
  const brief = { version, policyText: airlinePolicyText(version) };
  const conversations: CoveredConversation[] = [];
  for (const task of tasks) {
    const taskId = task.task.externalId;
    const family = task.family ?? BENCHMARK_FAMILY;
    const turns: CoveredTurn[] = [];
    const policy = watchedPolicy(task, (turn, utterances) => {
      turns.push({ ...turn, family });
      if (!turn.isFound) onMiss({ taskId, act: turn.act, utterances });
    });
    const { rollout } = await playConversation({
      ...{ environment, brief, task, policy, simulator: createScriptedUser(), trial: 0, seed: 0 },
      ...{ maxTurns: MAX_TURNS, deadlineMs: DEADLINE_MS, signal: new AbortController().signal },
    });
    conversations.push({ family, taskId, reward: rollout.reward, goldenCount: task.task.goldenActions.length, turns });
  }
  return conversations;
}

type WatchTurn = (turn: Omit<CoveredTurn, 'family'>, utterances: readonly Utterance[]) => void;

/** The reference agent of one task, observed. */
function watchedPolicy(playable: PlayableTask, watch: WatchTurn): PlayablePolicy {
  return {
    start: ({ brief }) => {
      const golden = new GoldenSession(planTask(playable));
      const session = createCandidateSession(brief.version);
      const open = playable.task.goldenActions.map(canonicalKey);
      return {
        act: (utterances) => {
          const act = golden.nextAct(utterances);
          const { candidates } = session.decide(utterances);
          const isFound = findCandidate(candidates, act) !== null;
          watch({ act, isGolden: takeGolden(open, act), isFound, candidateCount: candidates.length }, utterances);
          return Promise.resolve(toAgentTurn(act));
        },
      };
    },
  };
}

/** Whether a call is a golden action not made yet; removes it from the list. */
function takeGolden(open: string[], act: Act): boolean {
  const rank = act.kind === 'CALL' ? open.indexOf(canonicalKey(act)) : -1;
  if (rank >= 0) open.splice(rank, 1);
  return rank >= 0;
}

function canonicalKey({ name, arguments: text }: GoldenAction): string {
  return `${name} ${canonicalizeArguments(text)?.text ?? text}`;
}
