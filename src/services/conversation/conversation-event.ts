import { z } from 'zod';
import type { Utterance } from '../../conversation/conversation';
import type { StreamEvent } from '../../events/streams';
import { eventFormat, readEvent } from '../jobs/event-format';

/** Kinds of the events in a conversation's stream. */
export const CONVERSATION_EVENT_KINDS = ['UTTERANCE', 'RESTARTED', 'ENDED'] as const;
export type ConversationEventKind = (typeof CONVERSATION_EVENT_KINDS)[number];

/** Kind of an event in an experiment's stream: a conversation of it can be watched. */
export const CONVERSATION_STARTED_EVENT = 'CONVERSATION_STARTED' as const;

/** Longest text of an event, characters; what is longer is cut, and whole in the rollout. */
export const MAX_EVENT_TEXT = 4000;

/** What watchers hear. Stored as JSON, so old events must stay readable. Null where it does not apply. */
const conversationEventSchema = z.object({
  speaker: z.enum(['USER', 'AGENT', 'TOOL']).nullable(),
  /** What the user or the agent said, or the tool answered. */
  text: z.string().nullable(),
  toolName: z.string().nullable(),
  /** JSON text as the agent wrote it. */
  toolArguments: z.string().nullable(),
  isCut: z.boolean(),
  /** The rollout that holds it, of an ENDED event. */
  rolloutId: z.uuid().nullable(),
});

export type ConversationNews = z.infer<typeof conversationEventSchema>;

export const conversationEventFormat = eventFormat<ConversationNews>(conversationEventSchema);

/** What a CONVERSATION_STARTED event says. */
export const conversationStartedFormat = eventFormat<{ readonly conversationId: string }>(
  z.strictObject({ conversationId: z.uuid() }),
);

const NOTHING_SAID: ConversationNews = {
  speaker: null,
  text: null,
  toolName: null,
  toolArguments: null,
  isCut: false,
  rolloutId: null,
};

/** An event before it has its place in the stream. */
export type NewConversationEvent = { readonly kind: ConversationEventKind; readonly payload: ConversationNews };

export function utteranceEvent(utterance: Utterance): NewConversationEvent {
  const { speaker } = utterance;
  const [text, toolName, toolArguments] =
    speaker === 'TOOL' ? [utterance.result, utterance.name, utterance.arguments] : [utterance.text, null, null];
  const isCut = [text, toolName, toolArguments].some((part) => (part?.length ?? 0) > MAX_EVENT_TEXT);
  const payload = {
    ...NOTHING_SAID,
    speaker,
    text: cut(text),
    toolName: toolName === null ? null : cut(toolName),
    toolArguments: toolArguments === null ? null : cut(toolArguments),
    isCut,
  };
  return { kind: 'UTTERANCE', payload: conversationEventFormat.withVersion(payload) };
}

export function restartedEvent(): NewConversationEvent {
  return { kind: 'RESTARTED', payload: conversationEventFormat.withVersion(NOTHING_SAID) };
}

export function endedEvent(rolloutId: string | null): NewConversationEvent {
  return { kind: 'ENDED', payload: conversationEventFormat.withVersion({ ...NOTHING_SAID, rolloutId }) };
}

/** @throws StoredTextError for an event of another kind */
export function readConversationEvent(event: StreamEvent): ConversationNews & { readonly kind: ConversationEventKind } {
  return { kind: z.enum(CONVERSATION_EVENT_KINDS).parse(event.kind), ...readEvent(conversationEventFormat, event) };
}

/** JSON of half a surrogate pair is fine, Postgres' text is not; a NUL neither, which JSON escapes. */
function cut(text: string): string {
  return text.slice(0, MAX_EVENT_TEXT).toWellFormed();
}
