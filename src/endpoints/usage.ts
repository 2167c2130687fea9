import type { Usage } from '../conversation/conversation';
import type { ChatAnswer } from './chat';

/** Prices in US dollars for a million tokens; null when unknown. */
export type TokenPrices = {
  readonly inputPricePerMillion: number | null;
  readonly outputPricePerMillion: number | null;
};

/** Usage of an answer. Its cost is null unless both counts and both prices are known. */
export function usageOf(answer: Pick<ChatAnswer, 'inputTokens' | 'outputTokens'>, prices: TokenPrices): Usage {
  const { inputTokens, outputTokens } = answer;
  const { inputPricePerMillion, outputPricePerMillion } = prices;
  const isKnown =
    inputTokens !== null && outputTokens !== null && inputPricePerMillion !== null && outputPricePerMillion !== null;
  const cost = isKnown ? (inputTokens * inputPricePerMillion + outputTokens * outputPricePerMillion) / 1e6 : null;
  return { inputTokens, outputTokens, cost };
}
