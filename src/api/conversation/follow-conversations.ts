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

/** Whose questions to follow, and the last event that the subscriber has. */
export type FollowingHumanTurns = { readonly experimentId?: string | null; readonly since: number };

/**
 * Questions to people, of an experiment or of the whole organization: first those after `since`, then as they are asked and
 * end, until the subscriber leaves.
 *
 * @throws NotFoundError for an experiment that the organization does not have; InvalidInputError for a `since` beyond the events
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
 * What is said and done in a conversation, first what came after `since`, then as it happens. Ends with the conversation.
 *
 * @throws NotFoundError for a conversation of which the organization has no events; InvalidInputError for a `since` beyond them
 */
export async function streamConversation(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<ConversationEvent, void, undefined>> {
  const stream = conversationStream(id);
  const isOver = await context.inTenant(async (stores) => {
    const last = await stores.events.readLastSeq(stream);
    if (last === 0) throw new NotFoundError(`no conversation ${id} that can be watched`);
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
