import { z } from 'zod';
import { StoredFormat } from '../../stored-format';
import type { TrainerState } from '../../training/trainer-state';
import { perTierSchema } from '../calibration/per-tier-schema';

const figure = z.number().nullable();

const updateMetrics = z.strictObject({
  update: z.int(),
  rollouts: z.int(),
  scored: z.int(),
  truncated: z.int(),
  leftOut: z.int(),
  passRate: figure,
  passRateLow: figure,
  passRateHigh: figure,
  rewardByTier: perTierSchema(figure),
  powerByTier: perTierSchema(figure),
  turnsPerRollout: figure,
  groups: z.int(),
  deadGroups: z.int(),
  mismatches: figure,
  advantageOutcomeCorrelation: figure,
  stoppingBias: figure,
  kl: figure,
  entropy: figure,
  clipShare: figure,
  gradientNorm: figure,
  policyLoss: figure,
  valueLoss: figure,
});

const trainerState = z.strictObject({
  update: z.int().min(0),
  values: perTierSchema(z.number()),
  gate: z.strictObject({
    rollouts: z.number(),
    o: z.number(),
    oo: z.number(),
    withinOO: z.number(),
    tiers: perTierSchema(z.strictObject({ x: z.number(), xo: z.number(), withinXX: z.number(), withinXO: z.number() })),
  }),
  history: z.array(updateMetrics),
  warnedAt: z.record(z.string(), z.number()),
  bestPassRate: figure,
  evaluationsWithoutGain: z.int().min(0),
});

/** State stored with a checkpoint of reinforcement learning, so that training can continue from it. */
export type CheckpointState = {
  readonly trainer: TrainerState;
  /** The reward scheme with the values in `trainer`. */
  readonly rewardSchemeId: string;
};

/** Every number is restored exactly. */
export const checkpointStateFormat = new StoredFormat<CheckpointState>({
  place: 'checkpoint.state_json',
  schema: z.strictObject({ trainer: trainerState, rewardSchemeId: z.uuid() }),
});
