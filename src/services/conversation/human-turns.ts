import { SimulatorError } from '../../conversation/user-simulator';
import { UnavailableError } from '../../errors';
import { WakeSignal } from '../../events/wake-signal';
import type { HumanTurn } from '../../model/conversation/human-turn.model';
import type { HumanChannel, HumanQuestion } from '../../simulators/human/human-channel';
import { conversationIdOf } from './conversation-id';
import { toStorableText } from '../../stored-text';
import { publishHumanTurn } from './human-turn-event';
import type { UnitOfWork } from '../jobs/unit-of-work';

export type HumanTurnChannelOptions = {
  /** Runs the unit of work that asks a question; a worker passes one that checks its claim. */
  readonly askInUnit: UnitOfWork;
  /** Runs the unit of work that polls for answers and closes questions. */
  readonly inUnit: UnitOfWork;
  readonly experimentId: string;
  /** Null for conversations without a collection; each play is then a separate conversation. */
  readonly collectionId: string | null;
  /** Max interval between two polls of a question in ms; default 1,000. */
  readonly longestPauseMs?: number;
};

const SHORTEST_PAUSE_MS = 100;

/**
 * Lets a worker ask people: a question is a row, which a person answers through the API. No resource is held between
 * two polls of the row, and polls become less frequent, so that many conversations can wait for hours.
 *
 * The first question of a play cancels the open questions of earlier plays of the same conversation, whose worker was
 * lost.
 */
export function createHumanTurnChannel(options: HumanTurnChannelOptions): HumanChannel {
  return new HumanTurnChannel(options);
}

class HumanTurnChannel implements HumanChannel {
  constructor(private readonly options: HumanTurnChannelOptions) {}

  async ask(question: HumanQuestion, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const asked = await this.write(question);
    const turn = await this.waitForEnd(asked, question.replyTimeoutMs, signal);
    if (turn.answerText !== null) return turn.answerText;
    if (turn.state === 'EXPIRED') {
      throw new SimulatorError(`nobody answered human turn ${turn.id} within ${question.replyTimeoutMs} ms`);
    }
    throw new UnavailableError(`human turn ${turn.id} is ${turn.state}: its conversation restarted elsewhere`);
  }

  private write(question: HumanQuestion): Promise<HumanTurn> {
    const { askInUnit, experimentId, collectionId } = this.options;
    const { sessionId, taskId: taskExternalId, trial, index, instruction, agentText, replyTimeoutMs } = question;
    const conversationId =
      collectionId === null ? sessionId : conversationIdOf({ collectionId, taskExternalId, trial });
    const place = { experimentId, collectionId, conversationId, sessionId, taskExternalId, trial, index };
    return askInUnit(async (stores) => {
      const abandoned = index === 0 ? await stores.humanTurns.cancelOtherSessions(conversationId, sessionId) : [];
      const turn = await stores.humanTurns.create(
        { ...place, instruction, agentText: toStorableText(agentText) },
        replyTimeoutMs,
      );
      for (const changed of [...abandoned, turn]) await publishHumanTurn(stores, changed);
      return turn;
    });
  }

  private async waitForEnd(asked: HumanTurn, replyTimeoutMs: number, signal: AbortSignal): Promise<HumanTurn> {
    const longestPauseMs = this.options.longestPauseMs ?? 1000;
    const endMs = performance.now() + replyTimeoutMs;
    for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      await new WakeSignal().wait(Math.min(pauseMs, Math.max(endMs - performance.now(), 0)), signal);
      if (signal.aborted) {
        await this.cancel(asked.id);
        signal.throwIfAborted();
      }
      const turn = await this.look(asked.id, performance.now() >= endMs);
      if (turn !== null && turn.state !== 'WAITING') return turn;
    }
  }

  /**
   * The current state of the question, which is closed if its time is up; null while the database is unreachable and
   * time is left.
   */
  private async look(id: string, isTimeUp: boolean): Promise<HumanTurn | null> {
    try {
      return await this.options.inUnit(async (stores) => {
        const hasExpired = isTimeUp && (await stores.humanTurns.end(id, 'EXPIRED'));
        const turn = await stores.humanTurns.get(id);
        if (hasExpired) await publishHumanTurn(stores, turn);
        return turn;
      });
    } catch (error) {
      if (error instanceof UnavailableError && !isTimeUp) return null;
      throw error;
    }
  }

  private async cancel(id: string): Promise<void> {
    try {
      await this.options.inUnit(async (stores) => {
        if (!(await stores.humanTurns.end(id, 'CANCELLED'))) return;
        await publishHumanTurn(stores, await stores.humanTurns.get(id));
      });
    } catch (error) {
      // The next play of the conversation cancels the question.
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
}
