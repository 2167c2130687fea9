import { NO_USAGE, type Usage } from './conversation';

/** Sum of the usage of several requests; a figure is null when no request reported it. */
export function totalUsage(usages: readonly Usage[]): Usage {
  return usages.reduce<Usage>(
    (total, usage) => ({
      inputTokens: add(total.inputTokens, usage.inputTokens),
      outputTokens: add(total.outputTokens, usage.outputTokens),
      cost: add(total.cost, usage.cost),
    }),
    NO_USAGE,
  );
}

function add(total: number | null, next: number | null): number | null {
  if (total === null) return next;
  return next === null ? total : total + next;
}
