import { z } from 'zod';
import { flag, orNull, real, whole } from '../domain/settings/setting';
import { settingShape } from '../settings/settings-schema';

const HOUR_MS = 3_600_000;
const SERVER_DEFAULT = 'the default of the server';
const NO_COST = 'no cost is computed';

/** Longest name of a model. */
export const MAX_MODEL_NAME = 200;

/** How a model behind an endpoint is called. */
export const SAMPLING_SETTINGS = {
  temperature: orNull(real('Sampling temperature', { min: 0, max: 2 }), SERVER_DEFAULT),
  sendsSeed: flag('Whether requests carry a seed, derived from that of the rollout; some servers refuse it', {
    default: true,
  }),
  maxOutputTokens: orNull(whole('Max tokens of an answer', { min: 1, max: 1_000_000 }), SERVER_DEFAULT),
  timeoutMs: whole('Timeout of one request, until the last byte of its answer', {
    min: 100,
    max: HOUR_MS,
    unit: 'ms',
    default: 120_000,
  }),
  maxRetries: whole('Max retries of a failed request', { min: 0, max: 10, default: 4 }),
  inputPricePerMillion: orNull(
    real('Price of a million input tokens', { min: 0, max: 1e6, unit: 'US dollars' }),
    NO_COST,
  ),
  outputPricePerMillion: orNull(
    real('Price of a million output tokens', { min: 0, max: 1e6, unit: 'US dollars' }),
    NO_COST,
  ),
} as const;

/** Which model is asked, and how. */
export const samplingShape = {
  endpointId: z.uuid(),
  /** As the endpoint calls it. */
  model: z.string().min(1).max(MAX_MODEL_NAME),
  ...settingShape(SAMPLING_SETTINGS),
};
