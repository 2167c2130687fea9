import { z } from 'zod';
import type { ChatAnswer } from './chat';

/** A number beyond a 32-bit integer is not a token count. */
const tokenCount = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** Servers differ in which fields they omit or set to null; only the fields used here are checked. */
const answerSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                function: z.object({
                  name: z.string(),
                  // Some servers parse the arguments and return an object instead of text.
                  arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
                }),
              }),
            )
            .nullish(),
        }),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({ content: z.array(z.object({ logprob: z.number() })).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: tokenCount.nullish(), completion_tokens: tokenCount.nullish() })
    .nullish()
    .catch(null),
});

/**
 * Parses the body of a chat completion; only the first choice is used.
 *
 * @returns null when the text is not JSON, or is not an answer with at least one choice
 */
export function readAnswer(body: string): ChatAnswer | null {
  const parsed = answerSchema.safeParse(parseOrNull(body));
  const choice = parsed.data?.choices[0];
  if (parsed.data === undefined || choice === undefined) return null;
  const { message, finish_reason: finishReason, logprobs } = choice;
  const { usage } = parsed.data;
  return {
    text: message.content ?? message.refusal ?? null,
    toolCalls: (message.tool_calls ?? []).map((call) => ({
      name: call.function.name,
      arguments: argumentsText(call.function.arguments),
    })),
    finishReason: finishReason ?? null,
    inputTokens: usage?.prompt_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
    tokenLogProbabilities: logprobs?.content?.map((token) => token.logprob) ?? null,
  };
}

/** Some servers omit the arguments of a call without any. */
function argumentsText(given: string | Record<string, unknown> | null | undefined): string {
  if (given === null || given === undefined || given === '') return '{}';
  return typeof given === 'string' ? given : JSON.stringify(given);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
