/** First pause in ms; each further one is twice as long. */
const FIRST_DELAY_MS = 500;
/** Max pause without a Retry-After header. */
const MAX_DELAY_MS = 30_000;
/** Max pause that an endpoint can request. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Input of a pause. */
export type RetryMoment = {
  /** Number of failed requests, from 1. */
  readonly failures: number;
  /** The header of the last answer; null when there was none. */
  readonly retryAfter: string | null;
  /** Current Unix time in ms. */
  readonly nowMs: number;
  /** A number in [0, 1). */
  readonly draw: number;
};

/**
 * Pause before the next request, in ms. A Retry-After header (seconds or a date) is honoured, up to a minute, plus up
 * to 10 % jitter, so that clients rejected together do not return together. Without it the pause doubles from 0.5 s to
 * 30 s, with jitter between half and all of that.
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
