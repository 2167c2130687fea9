import { NotFoundError } from '../../errors';
import { conversationStream, humanTurnStream, type StreamEvent } from '../../events/streams';
import { readConversationEvent } from '../../services/conversation/conversation-event';
import { readHumanTurnEvent } from '../../services/conversation/human-turn-event';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince, type Following } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import {
  ConversationEndedEvent,
  type ConversationEvent,
  ConversationMessageEvent,
  ConversationRestartedEvent,
  ConversationToolCallEvent,
} from './conversation-event.type';
import { HumanTurnEvent } from './human-turn.type';

/** Which human turns to follow, and the last event that the subscriber has. */
export type FollowingHumanTurns = { readonly experimentId?: string | null; readonly since: number };

/**
 * Human turns of an experiment or of the whole organization: first events after `since`, then live ones as turns open
 * and close, until the subscriber leaves.
 *
 * @throws NotFoundError for an experiment that the organization does not have; InvalidInputError if `since` is beyond
 *   the last event
 */
export async function streamHumanTurns(
  context: RequestContext,
  { experimentId = null, since }: FollowingHumanTurns,
): Promise<AsyncIterableIterator<HumanTurnEvent, void, undefined>> {
  const stream = humanTurnStream(experimentId);
  await context.inTenant(async (stores) => {
    if (experimentId !== null) await stores.experiments.get(experimentId);
    await checkSince(stores, stream, since);
  });
  return endOnReturn(async function* (signal) {
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      const { seq, createdAt } = event;
      yield Object.assign(new HumanTurnEvent(), { ...readHumanTurnEvent(event), seq, createdAt });
    }
  });
}

/**
 * Messages and tool calls of a conversation: first events after `since`, then live ones. Ends with the conversation.
 *
 * @throws NotFoundError for a conversation without events in the organization; InvalidInputError if `since` is beyond
 *   its last event
 */
export async function streamConversation(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<ConversationEvent, void, undefined>> {
  const stream = conversationStream(id);
  const isOver = await context.inTenant(async (stores) => {
    const last = await stores.events.readLastSeq(stream);
    if (last === 0) throw new NotFoundError(`no watchable conversation ${id}`);
    await checkSince(stores, stream, since);
    const [newest] = await stores.events.readSince(stream, last - 1, 1);
    return since === last && newest?.kind === 'ENDED';
  });
  return endOnReturn(async function* (signal) {
    if (isOver) return;
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      const news = toConversationEvent(event);
      yield news;
      if (news.kind === 'ENDED') return;
    }
  });
}

function toConversationEvent(event: StreamEvent): ConversationEvent {
  const { seq, createdAt } = event;
  const { kind, speaker, text, toolName, toolArguments, isCut, rolloutId } = readConversationEvent(event);
  const common = { seq, createdAt };
  if (kind === 'ENDED') return Object.assign(new ConversationEndedEvent(), common, { kind, rolloutId });
  if (kind === 'RESTARTED') return Object.assign(new ConversationRestartedEvent(), common, { kind });
  if (speaker === 'TOOL') {
    const call = { kind: 'TOOL_CALL', toolName, toolArguments, result: text, isCut } as const;
    return Object.assign(new ConversationToolCallEvent(), common, call);
  }
  return Object.assign(new ConversationMessageEvent(), common, { kind: 'MESSAGE', speaker, text, isCut } as const);
}
