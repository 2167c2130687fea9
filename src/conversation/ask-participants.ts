import { ConversationStopped, failedEnd } from './conversation-end';
import { deriveSeed } from './derive-seed';
import type { OpenConversation } from './open-conversation';
import { AgentError, type AgentTurn } from './policy';
import { TimeIsOver } from './time-limit';

/**
 * Functions that ask each participant; an error thrown by a participant ends the conversation with the matching outcome
 * class.
 */
export type Participants = {
  readonly startUser: () => (agentText: string) => Promise<string>;
  readonly startAgent: () => () => Promise<AgentTurn>;
};

/**
 * The two participants of a conversation, each with its own seed. Their messages are recorded with usage, and turns of
 * the agent also with latency.
 */
export function askParticipants({ settings, record, limit, now }: OpenConversation): Participants {
  const { task, trial, seed, brief, simulator, policy, signal } = settings;

  /**
   * Timeouts and the caller's signal are attributed to neither participant; any other error to the one that threw it.
   */
  async function ask<T>(
    call: (signal: AbortSignal) => Promise<T>,
    judge: (error: unknown) => ConversationStopped,
  ): Promise<T> {
    try {
      return await limit.wait(call);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TimeIsOver) throw new ConversationStopped(failedEnd('TIMEOUT', error.message));
      throw judge(error);
    }
  }

  return {
    startUser: () => {
      const session = start(() => simulator.start({ task, trial, seed: deriveSeed(seed, 'user') }), simulatorFault);
      return async (agentText) => {
        const turn = await ask((ending) => session.reply(agentText, ending), simulatorFault);
        record.simulatorUsages.push(turn);
        return turn.text;
      };
    },
    startAgent: () => {
      const begin = { taskId: task.task.externalId, brief, seed: deriveSeed(seed, 'agent') };
      const session = start(() => policy.start(begin), agentFault);
      return async () => {
        const startedAt = now();
        const turn = await ask((ending) => session.act(record.utterances, ending), agentFault);
        record.beginTurn(turn, now() - startedAt);
        record.agentUsages.push(turn);
        if (turn.toolCalls.length === 0 && (turn.message ?? '') === '') {
          throw agentFault(new AgentError('empty_turn', 'the turn has neither words nor a call'));
        }
        return turn;
      };
    },
  };
}

function start<T>(begin: () => T, judge: (error: unknown) => ConversationStopped): T {
  try {
    return begin();
  } catch (error) {
    throw judge(error);
  }
}

/** An invalid turn counts against the policy; a failure that prevents an answer does not. */
function agentFault(cause: unknown): ConversationStopped {
  if (!(cause instanceof AgentError)) {
    return new ConversationStopped(failedEnd('INFRASTRUCTURE_FAILURE', messageOf(cause)), { cause });
  }
  const endReason = `agent_error:${cause.reason}`;
  return new ConversationStopped({ outcomeClass: 'SCORED', reward: 0, endReason, isTruncated: false }, { cause });
}

/** An error of the simulated user is no evidence about the agent. */
function simulatorFault(cause: unknown): ConversationStopped {
  return new ConversationStopped(failedEnd('SIMULATOR_FAILURE', messageOf(cause)), { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
