import { setImmediate } from 'node:timers/promises';

import { InvalidInputError } from '../errors';
import type { ConversationEnd } from './conversation-end';
import { ConversationRecord } from './conversation-record';
import type { PlayedConversation, PlaySettings } from './play-settings';
import { playTurns } from './play-turns';
import { TimeLimit } from './time-limit';
import { totalUsage } from './total-usage';

/**
 * Play one conversation to its end: the user answers the greeting, then the agent acts turn by turn.
 *
 * Possible outcomes:
 * - SCORED with the environment's verdict: the user stopped (`user_stop`), the agent transferred the user (`transfer`),
 *   a tool returned nothing (`aborted`), tools failed too often (`too_many_errors`, second version), or the turns ran
 *   out (`max_turns`, truncated);
 * - SCORED with reward 0: the policy produced no valid turn (`agent_error:REASON`);
 * - SIMULATOR_FAILURE: the simulated user threw an error;
 * - INFRASTRUCTURE_FAILURE: the policy threw an error other than AgentError;
 * - TIMEOUT: the deadline passed; the pending call is aborted through its signal and not awaited. The turns so far are
 * kept in each case. Policy and user get separate seeds, derived from the conversation's.
 *
 * @returns a rollout whose reward is null exactly when it is not SCORED
 * @throws the reason of the caller's signal when that is aborted
 * @throws InvalidInputError when a setting is out of range, or the task's reward depends on a judge
 */
export async function playConversation(settings: PlaySettings): Promise<PlayedConversation> {
  checkSettings(settings);
  const { now = () => performance.now() } = settings;
  // Conversations between scripted participants never yield, so let the event loop run timers and sockets between two
  // of them.
  await setImmediate();
  settings.signal.throwIfAborted();
  const record = new ConversationRecord((utterance) => settings.onUtterance?.(utterance));
  const episode = settings.environment.start(settings.task.task);
  const limit = new TimeLimit({ deadlineMs: settings.deadlineMs, signal: settings.signal, now });
  try {
    const end = await playTurns({ settings, record, episode, limit, now });
    settings.signal.throwIfAborted();
    return toPlayed(settings, record, end);
  } finally {
    limit.close();
  }
}

function checkSettings({ maxTurns, deadlineMs, trial }: PlaySettings): void {
  if (!Number.isSafeInteger(maxTurns) || maxTurns < 1) {
    throw new InvalidInputError(`maxTurns is ${maxTurns}; it must be an integer of at least 1`);
  }
  if (!(deadlineMs > 0 && deadlineMs <= MAX_DEADLINE_MS)) {
    throw new InvalidInputError(`deadlineMs is ${deadlineMs}; it must be above 0 and at most ${MAX_DEADLINE_MS}`);
  }
  if (!Number.isSafeInteger(trial) || trial < 0) {
    throw new InvalidInputError(`trial is ${trial}; it must be an integer of at least 0`);
  }
}

/** Max delay of a timer, in ms. */
const MAX_DEADLINE_MS = 2 ** 31 - 1;

function toPlayed(
  { task, trial, seed }: PlaySettings,
  record: ConversationRecord,
  end: ConversationEnd,
): PlayedConversation {
  const { outcomeClass, reward, endReason, isTruncated } = end;
  return {
    rollout: {
      task: task.task,
      trial,
      outcomeClass,
      reward,
      endReason,
      isTruncated,
      openingMessage: record.openingMessage,
      turns: record.turns,
      seed: String(seed),
    },
    failure: outcomeClass === 'SCORED' ? null : { outcomeClass, message: end.message },
    agentUsage: totalUsage(record.agentUsages),
    simulatorUsage: totalUsage(record.simulatorUsages),
  };
}
