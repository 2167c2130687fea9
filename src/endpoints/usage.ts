import type { Usage } from '../conversation/conversation';
import type { ChatAnswer } from './chat';

/** Prices in US dollars for a million tokens; null when unknown. */
export type TokenPrices = {
  readonly inputPricePerMillion: number | null;
  readonly outputPricePerMillion: number | null;
};

/** What an answer used. Its cost is null unless both counts and both prices are known. */
export function usageOf(answer: Pick<ChatAnswer, 'inputTokens' | 'outputTokens'>, prices: TokenPrices): Usage {
  const { inputTokens, outputTokens } = answer;
  const { inputPricePerMillion, outputPricePerMillion } = prices;
  const isKnown =
    inputTokens !== null && outputTokens !== null && inputPricePerMillion !== null && outputPricePerMillion !== null;
  const cost = isKnown ? (inputTokens * inputPricePerMillion + outputTokens * outputPricePerMillion) / 1e6 : null;
  return { inputTokens, outputTokens, cost };
}

/** The sum over several requests; a part that one of them does not know is null. Of no request all parts are 0. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (partOf: (usage: Usage) => number | null): number | null =>
    usages.reduce<number | null>((total, usage) => {
      const part = partOf(usage);
      return total === null || part === null ? null : total + part;
    }, 0);
  return {
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cost: sum((usage) => usage.cost),
  };
}
