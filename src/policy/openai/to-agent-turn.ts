import { type AgentTurn, AgentError } from '../../conversation/policy';
import type { ChatAnswer } from '../../endpoints/chat';
import { type TokenPrices, usageOf } from '../../endpoints/usage';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { isJsonObject } from './openai-messages';

/** End-of-turn tokens that some servers count without reporting their probability. */
const UNTOLD_TOKENS = 2;

/**
 * Converts a model's answer to the agent's turn. Calls of unknown tools or with malformed arguments are valid turns:
 * the environment answers them with an error. In the first version only the first call of an answer counts.
 *
 * @throws AgentError `filtered` when the server's content filter blocked the answer, `truncated` when the token limit
 *   cut it off before it was usable, `empty` when it has neither text nor calls
 */
export function readAgentTurn(answer: ChatAnswer, version: AirlineVersion, prices: TokenPrices): AgentTurn {
  const toolCalls = version === 'v1' ? answer.toolCalls.slice(0, 1) : answer.toolCalls;
  const message = answer.text === null || answer.text.trim() === '' ? null : answer.text;
  if (answer.finishReason === 'content_filter') {
    throw new AgentError('filtered', "the model's answer was held back by the content filter of its server");
  }
  const isCutOff = answer.finishReason === 'length';
  if (isCutOff && toolCalls.some((call) => !isJsonObject(call.arguments))) {
    throw new AgentError('truncated', 'the token limit cut off the arguments of a call');
  }
  if (message === null && toolCalls.length === 0) {
    if (isCutOff) throw new AgentError('truncated', 'the token limit was reached before the model said anything');
    throw new AgentError('empty', 'the model neither said anything nor called a tool');
  }
  return { message, toolCalls, logProbability: logProbabilityOf(answer), ...usageOf(answer, prices) };
}

/**
 * Log-probability of the whole answer: the sum over its tokens. Null when the server reported none, or only those of
 * the text and not of the calls.
 */
function logProbabilityOf({ tokenLogProbabilities, toolCalls, outputTokens }: ChatAnswer): number | null {
  if (tokenLogProbabilities === null || tokenLogProbabilities.length === 0) return null;
  const isWhole = outputTokens !== null && tokenLogProbabilities.length >= outputTokens - UNTOLD_TOKENS;
  if (toolCalls.length > 0 && !isWhole) return null;
  const sum = tokenLogProbabilities.reduce((total, one) => total + one, 0);
  return Number.isFinite(sum) ? Math.min(0, sum) : null;
}
