import { z } from 'zod';
import { mapTiers, type PerTier } from '../../domain/classification/tier';
import type { TrainerState } from '../../training/trainer-state';

function perTier<Schema extends z.ZodType>(schema: Schema) {
  return z.strictObject(mapTiers(() => schema) satisfies PerTier<Schema>);
}

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
  rewardByTier: perTier(figure),
  powerByTier: perTier(figure),
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
  values: perTier(z.number()),
  gate: z.strictObject({
    rollouts: z.number(),
    o: z.number(),
    oo: z.number(),
    withinOO: z.number(),
    tiers: perTier(z.strictObject({ x: z.number(), xo: z.number(), withinXX: z.number(), withinXO: z.number() })),
  }),
  history: z.array(updateMetrics),
  warnedAt: z.record(z.string(), z.number()),
  bestPassRate: figure,
  evaluationsWithoutGain: z.int().min(0),
});

const checkpointStateSchema = z.strictObject({
  trainer: trainerState,
  /** The scheme with the values of `trainer`. */
  rewardSchemeId: z.uuid(),
});

/** What goes with a checkpoint of reinforcement, so that training can go on from it. */
export type CheckpointState = { readonly trainer: TrainerState; readonly rewardSchemeId: string };

/** As the checkpoint's row keeps it: every number comes back as it was. */
export function writeCheckpointState(state: CheckpointState): string {
  return JSON.stringify(state);
}

/** @throws ZodError for a text that is none */
export function readCheckpointState(stateJson: string): CheckpointState {
  return checkpointStateSchema.parse(JSON.parse(stateJson));
}
