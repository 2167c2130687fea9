import { z } from 'zod';
import { type EvaluationSettings, TRIAL_CONVENTIONS } from '../../domain/evaluation/evaluation-settings';
import { FAULTS } from '../../domain/evaluation/outcome-matrix';
import type { FaultExclusion } from '../../domain/evaluation/without-faults';

export const bounds = z.strictObject({ low: z.number(), high: z.number() });

/** In the domain, BCa intervals have more members than their bounds; only the bounds are stored. */
export const interval = bounds.nullable();

const fault = z.enum(FAULTS);

export const evaluationSettings: z.ZodType<EvaluationSettings> = z.strictObject({
  trialConvention: z.enum(TRIAL_CONVENTIONS),
  confidence: z.number(),
  bootstrapDraws: z.int(),
  permutationDraws: z.int(),
  power: z.number(),
  excludedFaults: z.array(fault),
  maxK: z.int(),
  seed: z.int(),
});

export const drawShape = {
  seed: z.int(),
  bootstrapDraws: z.int(),
  generator: z.literal('xoroshiro128+'),
};

export const exclusion: z.ZodType<FaultExclusion> = z.strictObject({
  excludedFaults: z.array(fault),
  count: z.int(),
  countByFault: z.strictObject({ AGENT: z.int(), SIMULATOR: z.int(), ENVIRONMENT: z.int(), TASK: z.int() }),
  rollouts: z.array(z.strictObject({ externalId: z.string(), trial: z.int(), fault })),
  note: z.string().nullable(),
});
