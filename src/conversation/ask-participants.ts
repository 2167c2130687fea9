import { ConversationStopped, failedEnd } from './conversation-end';
import { deriveSeed } from './derive-seed';
import type { OpenConversation } from './open-conversation';
import { AgentError, type AgentTurn } from './policy';
import { TimeIsOver } from './time-limit';

/** Ways to ask each side; what a side throws stops the conversation with the outcome class that it is evidence of. */
export type Participants = {
  readonly startUser: () => (agentText: string) => Promise<string>;
  readonly startAgent: () => () => Promise<AgentTurn>;
};

/**
 * The two sides of a conversation, each with a seed of its own. What they say is recorded with its usage; of an agent's turn the
 * time it took as well.
 */
export function askParticipants({ settings, record, limit, now }: OpenConversation): Participants {
  const { task, trial, seed, brief, simulator, policy, signal } = settings;

  /** Time that is over and the caller's signal are nobody's fault; anything else is judged by the side that threw it. */
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

/** Nonsense counts against the policy; what keeps a policy from answering does not. */
function agentFault(cause: unknown): ConversationStopped {
  if (!(cause instanceof AgentError)) {
    return new ConversationStopped(failedEnd('INFRASTRUCTURE_FAILURE', messageOf(cause)), { cause });
  }
  const endReason = `agent_error:${cause.reason}`;
  return new ConversationStopped({ outcomeClass: 'SCORED', reward: 0, endReason, isTruncated: false }, { cause });
}

/** Whatever a simulated user throws says nothing of the agent. */
function simulatorFault(cause: unknown): ConversationStopped {
  return new ConversationStopped(failedEnd('SIMULATOR_FAILURE', messageOf(cause)), { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
