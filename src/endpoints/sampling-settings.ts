import { z } from 'zod';

/** How a model behind an endpoint is asked, whoever asks. */
export const SAMPLING_SETTINGS = {
  endpointId: z.uuid(),
  /** As the endpoint calls it. */
  model: z.string().min(1).max(200),
  /** Null: what the server prefers. */
  temperature: z.number().min(0).max(2).nullable().default(null),
  /** Whether requests carry a seed, derived from that of the conversation. Some servers refuse it. */
  sendsSeed: z.boolean().default(true),
  /** Tokens of an answer at most; null: what the server prefers. */
  maxOutputTokens: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** Of one request, until the last byte of its answer; milliseconds. */
  timeoutMs: z.number().int().min(100).max(3_600_000).default(120_000),
  /** Requests after the first one. */
  maxRetries: z.number().int().min(0).max(10).default(4),
  /** US dollars for a million tokens; null when unknown: then no cost is counted. */
  inputPricePerMillion: z.number().min(0).max(1e6).nullable().default(null),
  outputPricePerMillion: z.number().min(0).max(1e6).nullable().default(null),
};
