import type { RecordedToolCall, RecordedTurn } from '../domain/trajectory';
import { RowProblemError } from './row-problem';

/** A message of any format, reduced to the fields needed for turns. */
export type Message =
  | { readonly role: 'context' }
  | { readonly role: 'user'; readonly content: string | null }
  | {
      readonly role: 'assistant';
      readonly content: string | null;
      readonly calls: readonly MessageCall[];
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
    }
  | {
      readonly role: 'tool';
      /** Id of the call that this answers; null when the format has none. */
      readonly callId: string | null;
      readonly content: string;
      readonly isError: boolean | null;
      /** Path of the message in its row, for a problem. */
      readonly field: string;
    };

export type MessageCall = { readonly id: string | null; readonly name: string; readonly arguments: string };

export type RecordedConversation = { readonly openingMessage: string | null; readonly turns: readonly RecordedTurn[] };

type OpenCall = MessageCall & { answer: { readonly result: string; readonly isError: boolean | null } | null };
type OpenTurn = {
  readonly message: Message & { readonly role: 'assistant' };
  readonly calls: readonly OpenCall[];
  readonly userMessages: string[];
};

/**
 * Builds the turns of a conversation: each assistant message starts a turn, tool results are assigned to their calls,
 * user messages follow the turn.
 *
 * @param messages in the order of the record; context (system, developer) is skipped; no messages give no turns
 * @returns user messages before the first turn as the opening message, several in a row joined by a blank line (null when
 *   there is none); a call without an answer has result null; an assistant message beside calls that is empty is null
 * @throws RowProblemError when a tool message answers no open call: by its id, the nearest earlier one; without id, the
 *   first of the latest turn
 */
export function buildTurns(messages: readonly Message[]): RecordedConversation {
  const opening: string[] = [];
  const turns: OpenTurn[] = [];
  for (const message of messages) {
    if (message.role === 'assistant') {
      turns.push({ message, calls: message.calls.map((call) => ({ ...call, answer: null })), userMessages: [] });
    } else if (message.role === 'user') {
      if (message.content !== null) (turns.at(-1)?.userMessages ?? opening).push(message.content);
    } else if (message.role === 'tool') answerCall(turns, message);
  }
  return { openingMessage: joinMessages(opening), turns: turns.map(closeTurn) };
}

function answerCall(turns: readonly OpenTurn[], message: Message & { readonly role: 'tool' }): void {
  const call = findOpenCall(turns, message.callId);
  if (call === undefined) {
    const id = message.callId === null ? 'without id' : `for call ${JSON.stringify(message.callId)}`;
    const reason = `\`${message.field}\` is a tool result ${id} that no earlier unanswered call matches`;
    throw new RowProblemError('ORPHAN_TOOL_RESULT', message.field, reason);
  }
  call.answer = { result: message.content, isError: message.isError };
}

function findOpenCall(turns: readonly OpenTurn[], callId: string | null): OpenCall | undefined {
  if (callId === null) return turns.at(-1)?.calls.find((call) => call.answer === null);
  for (let index = turns.length - 1; index >= 0; index--) {
    const call = turns[index]!.calls.find((candidate) => candidate.answer === null && candidate.id === callId);
    if (call !== undefined) return call;
  }
  return undefined;
}

function closeTurn(turn: OpenTurn): RecordedTurn {
  const { content, inputTokens, outputTokens } = turn.message;
  const isEmptyBesideCalls = content === '' && turn.calls.length > 0;
  return {
    message: isEmptyBesideCalls ? null : content,
    toolCalls: turn.calls.map(closeCall),
    userMessage: joinMessages(turn.userMessages),
    inputTokens,
    outputTokens,
    latencyMs: null,
  };
}

function closeCall(call: OpenCall): RecordedToolCall {
  const { result = null, isError = null } = call.answer ?? {};
  return { name: call.name, arguments: call.arguments, result, isError };
}

function joinMessages(messages: readonly string[]): string | null {
  return messages.length === 0 ? null : messages.join('\n\n');
}
