import { randomUUID } from 'node:crypto';
import { NO_USAGE } from '../../conversation/conversation';
import type { UserSession, PlayableUserSimulator, UserStart, UserTurn } from '../../conversation/user-simulator';
import { checkSettings } from '../../domain/settings/check-settings';
import { whole } from '../../domain/settings/setting';
import type { SettingsOf } from '../../domain/settings/settings-of';
import type { HumanChannel } from './human-channel';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Settings of a user that a person plays. */
export const HUMAN_USER_SETTINGS = {
  replyTimeoutMs: whole('Timeout of each reply', { min: 1, max: WEEK_MS, unit: 'ms', default: 600_000 }),
} as const;

/** Name and version under which the rollouts of a person are stored. */
export const HUMAN_USER = { name: 'human', version: '1' } as const;

export type HumanUserOptions = SettingsOf<typeof HUMAN_USER_SETTINGS> & { readonly channel: HumanChannel };

/**
 * A user played by a person. The person's text reaches the agent unchanged; a stop text of the environment in it ends
 * the conversation.
 *
 * @throws InvalidInputError when the timeout is out of range
 */
export function createHumanUser({ channel, replyTimeoutMs }: HumanUserOptions): PlayableUserSimulator {
  checkSettings(HUMAN_USER_SETTINGS, { replyTimeoutMs });
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
