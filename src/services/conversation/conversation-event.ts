import { z } from 'zod';
import type { Utterance } from '../../conversation/conversation';
import type { StreamEvent } from '../../events/streams';
import { eventFormat, readEvent } from '../jobs/event-format';

/** Kinds of events in a conversation's stream. */
export const CONVERSATION_EVENT_KINDS = ['UTTERANCE', 'RESTARTED', 'ENDED'] as const;
export type ConversationEventKind = (typeof CONVERSATION_EVENT_KINDS)[number];

/** Kind of event in an experiment's stream: one of its conversations can be watched. */
export const CONVERSATION_STARTED_EVENT = 'CONVERSATION_STARTED' as const;

/**
 * Max length of a text in an event, in characters. Longer texts are truncated here and stored in full in the rollout.
 */
export const MAX_EVENT_TEXT = 4000;

/** Payload sent to watchers. Stored as JSON, so old events must stay readable. Members that do not apply are null. */
const conversationEventSchema = z.object({
  speaker: z.enum(['USER', 'AGENT', 'TOOL']).nullable(),
  /** Message of the user or the agent, or output of the tool. */
  text: z.string().nullable(),
  toolName: z.string().nullable(),
  /** Arguments as JSON text as written by the agent. */
  toolArguments: z.string().nullable(),
  isCut: z.boolean(),
  /** The stored rollout, for an ENDED event. */
  rolloutId: z.uuid().nullable(),
});

export type ConversationNews = z.infer<typeof conversationEventSchema>;

export const conversationEventFormat = eventFormat<ConversationNews>(conversationEventSchema);

/** Payload of a CONVERSATION_STARTED event. */
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

/** An event that has no position in the stream yet. */
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

/** JSON can hold half a surrogate pair, but text in Postgres cannot; nor can it hold a NUL, which JSON escapes. */
function cut(text: string): string {
  return text.slice(0, MAX_EVENT_TEXT).toWellFormed();
}
