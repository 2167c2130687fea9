import type { Utterance } from '../../conversation/conversation';
import { conversationStream, experimentStream } from '../../events/streams';
import type { TenantStores } from '../../persistence/tenant-stores';
import {
  CONVERSATION_STARTED_EVENT,
  conversationStartedFormat,
  endedEvent,
  type NewConversationEvent,
  restartedEvent,
  utteranceEvent,
} from './conversation-event';
import type { UnitOfWork } from '../jobs/unit-of-work';

export type ConversationWatchOptions = {
  /** The unit in which events are written; a worker gives one in which its claim is held. */
  readonly inUnit: UnitOfWork;
  readonly experimentId: string;
  /** The same whenever the conversation is played: see `conversationIdOf`. */
  readonly conversationId: string;
  /**
   * A conversation that is over sooner is not shown at all: nobody could have begun to watch it, and its rollout says
   * everything. Milliseconds, default 1,000; 0 for one that is shown from its first word.
   */
  readonly unseenMs?: number;
  /** Pause between two writes, milliseconds; default 250. */
  readonly intervalMs?: number;
  /** Told of a write that failed; the next one writes again what it could not. */
  readonly onError: (error: unknown) => void;
};

/**
 * Shows a conversation to those who watch while it runs, in order, a few writes a second at most. For each conversation:
 *
 *     const watch = openConversationWatch({ ... });
 *     await playConversation({ ..., onUtterance: watch.onUtterance });
 *     await watch.stop();
 *     // In the unit that writes the rollout, last:
 *     await watch.writeEnd(stores, rolloutId);
 *
 * One that is broken off is stopped without an end: whoever plays it anew goes on with its stream.
 */
export function openConversationWatch(options: ConversationWatchOptions): ConversationWatch {
  return new ConversationWatch(options);
}

/** See `openConversationWatch`. */
export class ConversationWatch {
  private waiting: NewConversationEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  /** Long enough under way to be shown. */
  private isShown = false;
  private hasWritten = false;
  private isStopped = false;

  constructor(private readonly options: ConversationWatchOptions) {
    this.plan(options.unseenMs ?? 1000);
  }

  readonly onUtterance = (utterance: Utterance): void => {
    this.take(utteranceEvent(utterance));
  };

  /** Says that the conversation begins anew: what was said so far does not count. */
  playAnew(): void {
    this.take(restartedEvent());
  }

  /** Writes nothing more by itself; what still waits goes with `writeEnd`. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
  }

  /**
   * Writes what still waits and that the conversation ended, if anybody can have watched it. Call it after `stop`, last in
   * the unit that writes the rollout.
   *
   * @param rolloutId null when it left no rollout
   */
  async writeEnd(stores: TenantStores, rolloutId: string | null): Promise<void> {
    const stream = conversationStream(this.options.conversationId);
    // An earlier play, whose worker was lost, may have been watched.
    if (!this.hasWritten && (await stores.events.readLastSeq(stream)) === 0) return;
    const events = [...(this.hasWritten ? [] : [restartedEvent()]), ...this.waiting];
    await stores.events.appendAll(stream, [...events, endedEvent(rolloutId)]);
  }

  private take(event: NewConversationEvent): void {
    this.waiting.push(event);
    if (this.isShown) this.plan(this.options.intervalMs ?? 250);
  }

  private plan(delayMs: number): void {
    if (this.timer !== null || this.writing !== null || this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.isShown = true;
      if (this.waiting.length === 0) return;
      this.writing = this.write().finally(() => {
        this.writing = null;
        if (this.waiting.length > 0) this.plan(this.options.intervalMs ?? 250);
      });
    }, delayMs);
  }

  private async write(): Promise<void> {
    const events = this.waiting;
    this.waiting = [];
    try {
      await this.options.inUnit((stores) => this.append(stores, events));
      this.hasWritten = true;
    } catch (error) {
      this.waiting = [...events, ...this.waiting];
      this.options.onError(error);
    }
  }

  private async append(stores: TenantStores, events: readonly NewConversationEvent[]): Promise<void> {
    const { experimentId, conversationId } = this.options;
    const stream = conversationStream(conversationId);
    const isNew = !this.hasWritten && (await stores.events.readLastSeq(stream)) === 0;
    const isAnew = !this.hasWritten && !isNew;
    await stores.events.appendAll(stream, [...(isAnew ? [restartedEvent()] : []), ...events]);
    if (isNew) {
      await stores.events.append(
        experimentStream(experimentId),
        CONVERSATION_STARTED_EVENT,
        conversationStartedFormat.withVersion({ conversationId }),
      );
    }
  }
}
