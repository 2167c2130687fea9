import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ChatMessage, ChatRequest } from './chat';

/**
 * Converts a request to the fields of the protocol; null or empty fields are omitted, because servers handle them
 * differently. `seed` and `max_tokens` are sent although OpenAI has deprecated them, because other servers support
 * them.
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
