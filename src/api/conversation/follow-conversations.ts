import { NotFoundError } from '../../errors';
import { conversationStream, humanTurnStream } from '../../events/streams';
import { readConversationEvent } from '../../services/conversation/conversation-event';
import { readHumanTurnEvent } from '../../services/conversation/human-turn-event';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince, type Following } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import { ConversationEvent } from './conversation-event.type';
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
      const { seq, createdAt } = event;
      const news = Object.assign(new ConversationEvent(), { ...readConversationEvent(event), seq, createdAt });
      yield news;
      if (news.kind === 'ENDED') return;
    }
  });
}
