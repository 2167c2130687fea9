import { GREETING, type Utterance } from '../../conversation/conversation';
import type { AgentBrief } from '../../conversation/policy';
import type { ChatMessage, ChatToolCall } from '../../endpoints/chat';

/** The parts of an agent's turn besides its first call: unsent text, and further calls. */
export type CallingTurn = { readonly message: string | null; readonly callCount: number };

/**
 * Converts a conversation to messages for a model with function calling.
 *
 * The agent of the first version gets only the policy; that of the second gets instructions around it, and sees its
 * greeting. A call whose arguments are not a JSON object is shown with one argument that holds the text: servers that
 * fill templates fail on anything else, and that failure would be attributed to the server.
 *
 * @param turns turns with calls, by the utterance index of their first call; a call without such a turn is its own turn
 * @see Specification of tau-bench airline, section 4; of tau2-bench airline, section 5
 */
export function toChatMessages(
  brief: AgentBrief,
  utterances: readonly Utterance[],
  turns: ReadonlyMap<number, CallingTurn> = new Map(),
): ChatMessage[] {
  const messages: ChatMessage[] = [{ role: 'system', content: systemText(brief) }];
  if (brief.version === 'v2') messages.push({ role: 'assistant', content: GREETING, toolCalls: [] });
  let index = 0;
  while (index < utterances.length) {
    const utterance = utterances[index]!;
    if (utterance.speaker === 'TOOL') {
      const { message, callCount } = turns.get(index) ?? { message: null, callCount: 1 };
      const calls = utterances.slice(index, index + callCount).filter(isToolUtterance);
      messages.push(...callMessages(message, calls, index));
      index += calls.length;
    } else {
      const { speaker, text: content } = utterance;
      messages.push(speaker === 'USER' ? { role: 'user', content } : { role: 'assistant', content, toolCalls: [] });
      index += 1;
    }
  }
  return messages;
}

type ToolUtterance = Extract<Utterance, { speaker: 'TOOL' }>;

function isToolUtterance(utterance: Utterance): utterance is ToolUtterance {
  return utterance.speaker === 'TOOL';
}

/** One message with all calls of a turn, then their results. */
function callMessages(content: string | null, calls: readonly ToolUtterance[], firstIndex: number): ChatMessage[] {
  const toolCalls = calls.map((call, rank) => toCall(call, firstIndex + rank));
  const results = calls.map(({ result }, rank): ChatMessage => {
    return { role: 'tool', toolCallId: callId(firstIndex + rank), content: result };
  });
  return [{ role: 'assistant', content, toolCalls }, ...results];
}

function systemText({ version, policyText }: AgentBrief): string {
  if (version === 'v1') return policyText;
  return `<instructions>\n${SECOND_INSTRUCTIONS}\n</instructions>\n<policy>\n${policyText}\n</policy>`;
}

const SECOND_INSTRUCTIONS = `You serve the customers of an airline and keep to the policy below.
In each turn you either write to the customer or call a tool, never both at once.
The arguments of a call are valid JSON.`;

function toCall({ name, arguments: text }: ToolUtterance, index: number): ChatToolCall {
  return {
    id: callId(index),
    name,
    arguments: isJsonObject(text) ? text : JSON.stringify({ unreadable_arguments: text }),
  };
}

/** Nine letters and digits, because some chat templates accept only such ids. */
function callId(index: number): string {
  return `call${String(index % 100_000).padStart(5, '0')}`;
}

/** Whether a text is a JSON object. */
export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
