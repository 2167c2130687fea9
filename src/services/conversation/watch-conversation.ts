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
  /** Runs the unit of work that writes events; a worker passes one that checks its claim. */
  readonly inUnit: UnitOfWork;
  readonly experimentId: string;
  /** The same for every play of the conversation: see `conversationIdOf`. */
  readonly conversationId: string;
  /**
   * Min duration in ms before a conversation is shown, default 1,000; 0 shows it from the first message. A shorter
   * conversation is never shown: nobody can have started watching it, and its rollout has everything.
   */
  readonly unseenMs?: number;
  /** Interval between two writes in ms; default 250. */
  readonly intervalMs?: number;
  /** Called when a write fails; the next write includes the events again. */
  readonly onError: (error: unknown) => void;
};

/**
 * Streams a running conversation to its watchers, in order, with a few writes a second at most. For each conversation:
 *
 *     const watch = openConversationWatch({ ... });
 *     await playConversation({ ..., onUtterance: watch.onUtterance });
 *     await watch.stop();
 *     // In the unit that writes the rollout, last:
 *     await watch.writeEnd(stores, rolloutId);
 *
 * An aborted conversation is stopped without an end event: the next play continues its stream.
 */
export function openConversationWatch(options: ConversationWatchOptions): ConversationWatch {
  return new ConversationWatch(options);
}

/** See `openConversationWatch`. */
export class ConversationWatch {
  private waiting: NewConversationEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  /** True once the conversation has run long enough to be shown. */
  private isShown = false;
  private hasWritten = false;
  private isStopped = false;

  constructor(private readonly options: ConversationWatchOptions) {
    this.plan(options.unseenMs ?? 1000);
  }

  readonly onUtterance = (utterance: Utterance): void => {
    this.take(utteranceEvent(utterance));
  };

  /** Announces a restart of the conversation: earlier messages no longer count. */
  playAnew(): void {
    this.take(restartedEvent());
  }

  /** Stops writing; `writeEnd` writes the events still waiting. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
  }

  /**
   * Writes the events still waiting and the end event, if the conversation was shown. Call it after `stop`, last in the
   * unit of work that writes the rollout.
   *
   * @param rolloutId null if there is no rollout
   */
  async writeEnd(stores: TenantStores, rolloutId: string | null): Promise<void> {
    const stream = conversationStream(this.options.conversationId);
    // An earlier play, whose worker was lost, may have had watchers.
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
