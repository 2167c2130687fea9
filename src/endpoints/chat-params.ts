import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ChatMessage, ChatRequest } from './chat';

/**
 * A request in the words of the protocol; what is null or empty is left out, because servers differ in what they make of it.
 * `seed` and `max_tokens` are sent, although OpenAI prefers other means by now: they are what other servers know.
 */
export function toOpenAiParams(request: ChatRequest): ChatCompletionCreateParamsNonStreaming {
  const { model, messages, tools = [], temperature, seed, maxOutputTokens, wantsLogProbabilities } = request;
  const common: ChatCompletionCreateParamsNonStreaming = {
    model,
    messages: messages.map(toMessageParam),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, parameters: { ...parameters } },
      })),
    }),
    ...(temperature !== null && { temperature }),
    ...(wantsLogProbabilities && { logprobs: true }),
  };
  const older = { seed, max_tokens: maxOutputTokens };
  return { ...common, ...Object.fromEntries(Object.entries(older).filter(([, value]) => value !== null)) };
}

function toMessageParam(message: ChatMessage): ChatCompletionMessageParam {
  if (message.role === 'tool') {
    return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  }
  if (message.role !== 'assistant') return { role: message.role, content: message.content };
  if (message.toolCalls.length === 0) return { role: 'assistant', content: message.content ?? '' };
  return {
    role: 'assistant',
    content: message.content,
    tool_calls: message.toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}
