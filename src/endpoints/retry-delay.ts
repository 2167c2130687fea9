/** First pause, milliseconds; each further one is twice as long. */
const FIRST_DELAY_MS = 500;
/** Longest pause that is ours to choose. */
const MAX_DELAY_MS = 30_000;
/** Longest pause that an endpoint can ask for. */
const MAX_RETRY_AFTER_MS = 60_000;

/** What a pause depends on. */
export type RetryMoment = {
  /** How many requests have failed, from 1. */
  readonly failures: number;
  /** The header of the last answer; null when there was none. */
  readonly retryAfter: string | null;
  /** Now, milliseconds since 1970. */
  readonly nowMs: number;
  /** A number in [0, 1). */
  readonly draw: number;
};

/**
 * How long to wait before the next request, milliseconds. What the endpoint asks for (Retry-After: seconds, or a date) is
 * kept, up to a minute, plus up to a tenth so that those who were turned away together do not return together; without it
 * the pause doubles from half a second to half a minute and lies between a half and the whole of that.
 */
export function retryDelayMs({ failures, retryAfter, nowMs, draw }: RetryMoment): number {
  const askedMs = retryAfter === null ? null : parseRetryAfterMs(retryAfter, nowMs);
  if (askedMs !== null) return Math.min(askedMs, MAX_RETRY_AFTER_MS) * (1 + 0.1 * draw);
  const wholeMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return wholeMs * (0.5 + 0.5 * draw);
}

/** Null when the header is neither a number of seconds nor a date. */
function parseRetryAfterMs(header: string, nowMs: number): number | null {
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const dateMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
