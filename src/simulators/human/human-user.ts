import { randomUUID } from 'node:crypto';
import { NO_USAGE } from '../../conversation/conversation';
import type { UserSession, PlayableUserSimulator, UserStart, UserTurn } from '../../conversation/user-simulator';
import { InvalidInputError } from '../../errors';
import type { HumanChannel } from './human-channel';

/** Longest time for an answer, milliseconds: a week. */
export const MAX_REPLY_TIMEOUT_MS = 7 * 24 * 3_600_000;

/** Name and version under which the rollouts of a person are stored. */
export const HUMAN_USER = { name: 'human', version: '1' } as const;

export type HumanUserOptions = {
  readonly channel: HumanChannel;
  /** How long a person may take for each answer, milliseconds: a whole number, 1 to a week. */
  readonly replyTimeoutMs: number;
};

/**
 * A user played by a person. What the person writes reaches the agent as it is; a stop text of the environment in it ends
 * the conversation.
 *
 * @throws InvalidInputError for a time-out out of range
 */
export function createHumanUser({ channel, replyTimeoutMs }: HumanUserOptions): PlayableUserSimulator {
  if (!Number.isInteger(replyTimeoutMs) || replyTimeoutMs < 1 || replyTimeoutMs > MAX_REPLY_TIMEOUT_MS) {
    throw new InvalidInputError(
      `replyTimeoutMs is ${replyTimeoutMs}; it must be a whole number from 1 to ${MAX_REPLY_TIMEOUT_MS}`,
    );
  }
  return { start: (start) => new HumanSession(channel, replyTimeoutMs, start) };
}

class HumanSession implements UserSession {
  private readonly sessionId = randomUUID();
  private index = 0;

  constructor(
    private readonly channel: HumanChannel,
    private readonly replyTimeoutMs: number,
    private readonly start: UserStart,
  ) {}

  async reply(agentText: string, signal: AbortSignal): Promise<UserTurn> {
    const { task, trial } = this.start;
    const question = {
      sessionId: this.sessionId,
      taskId: task.task.externalId,
      trial,
      index: this.index,
      instruction: task.task.instruction,
      agentText,
      replyTimeoutMs: this.replyTimeoutMs,
    };
    this.index += 1;
    return { text: await this.channel.ask(question, signal), ...NO_USAGE };
  }
}
