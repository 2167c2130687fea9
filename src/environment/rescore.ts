import type { RecordedRollout } from '../domain/trajectory';
import { InvalidInputError } from '../errors';
import type { AirlineEnvironment } from './airline/airline-environment';
import { scoreEpisode } from './airline/reward';
import { AirlineState } from './airline/world/state';
import type { RewardPart } from './airline/tasks';
import type { Episode, RewardVerdict } from './environment';
import { callsMade } from './replay-rollout';

/** A recorded rollout's reward and the one recomputed from its calls and messages. */
export type RescoredRollout = {
  readonly verdict: RewardVerdict;
  /**
   * Whether recorded and recomputed reward are equal (within the benchmark's tolerance of 1e-6); null when none was
   * recorded.
   */
  readonly agrees: boolean | null;
};

/** Regular end reasons in the second version; any other reason scores 0. */
const REGULAR_ENDS = ['user_stop', 'agent_stop'];

const UNFINISHED: RewardVerdict = { reward: 0, isDatabaseRight: null, outputs: [] };

/**
 * Recompute the reward of a recorded rollout from its tool calls and messages, ignoring the recorded reward.
 *
 * @param rollout its task's golden actions and expected texts are the measure; `rewardBasis` may say which count
 * @throws InvalidInputError when a golden action's arguments are malformed, or the reward depends on a judge
 * @see Specifications of tau-bench airline, section 5, and of tau2-bench airline, section 6
 */
export function rescoreRollout(
  rollout: RecordedRollout & { readonly task: { readonly rewardBasis?: readonly RewardPart[] } },
  environment: AirlineEnvironment,
): RescoredRollout {
  const verdict = environment.version === 'v1' ? scoreFirst(rollout, environment) : scoreSecond(rollout, environment);
  const agrees = rollout.reward === null ? null : Math.abs(rollout.reward - verdict.reward) <= 1e-6;
  return { verdict, agrees };
}

/**
 * Replays the conversation step by step: a call, or a message to the user; only an ended conversation can earn a
 * reward. The reference does not look for a stop text in the opening, so it counts only when nothing follows it.
 */
function scoreFirst(rollout: RecordedRollout, environment: AirlineEnvironment): RewardVerdict {
  const episode = environment.start(rollout.task);
  if (rollout.turns.length === 0 && rollout.openingMessage !== null) episode.hearUser(rollout.openingMessage);
  for (const turn of rollout.turns) {
    const [call] = callsMade(turn, environment);
    if (!isRunning(episode)) break;
    if (call === undefined) episode.tellUser(turn.message ?? '');
    else if (!isParsable(() => episode.callTool(call.name, call.arguments))) return UNFINISHED;
    if (isRunning(episode) && turn.userMessage !== null) episode.hearUser(turn.userMessage);
  }
  return episode.score();
}

/** Uses the calls that can change the database and everything the agent said; the end reason comes from the record. */
function scoreSecond(rollout: RecordedRollout, environment: AirlineEnvironment): RewardVerdict {
  if (rollout.endReason !== null && !REGULAR_ENDS.includes(rollout.endReason)) return UNFINISHED;
  const state = new AirlineState(environment.world);
  for (const call of rollout.turns.flatMap((turn) => turn.toolCalls)) {
    if (environment.toolset.find(call.name)?.kind !== 'WRITE') continue;
    if (!isParsable(() => environment.toolset.call(state, call.name, call.arguments))) return UNFINISHED;
  }
  const saidTexts = rollout.turns.flatMap(({ message }) => (message === null ? [] : [message]));
  const golden = { state: environment.goldenState(rollout.task), toolset: environment.toolset };
  return scoreEpisode({ state, saidTexts }, rollout.task, golden);
}

/** Read each time, because calls and messages change it. */
function isRunning(episode: Episode): boolean {
  return episode.status === 'RUNNING';
}

/** Make a call; false when its arguments are not a JSON object, where the benchmark's runner gives up. */
function isParsable(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}
