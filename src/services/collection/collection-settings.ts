import { z } from 'zod';
import { InvalidInputError } from '../../errors';
import { canonicalJson } from '../../canonical-json';

/** How a collection is played: everything that its rollouts depend on, beside tasks and players. */
export const collectionSettingsSchema = z.strictObject({
  /** Only tasks of this split; null for all. */
  split: z.string().nullable(),
  /** Only tasks of these families; null for all. */
  families: z.array(z.string()).nullable(),
  /** The first so many of those tasks; null for all. */
  taskLimit: z.int().nullable(),
  trials: z.int(),
  /** SCORED rollouts from which a group counts as usable. */
  quorum: z.int(),
  /** Rollouts that a shard plays at a time. */
  concurrency: z.int(),
  /** Wall time of one rollout, milliseconds. */
  deadlineMs: z.int(),
  /** Turns of the agent; a rollout that needs more is truncated. */
  maxTurns: z.int(),
  seed: z.int(),
  /** Times that a rollout which could not be scored is played again before it is recorded so. */
  retriesPerRollout: z.int(),
  /** Whether its conversations can be watched while they run. */
  isWatchable: z.boolean(),
  /** Rollouts of a shard, which one worker at a time plays. */
  rolloutsPerShard: z.int(),
});
export type CollectionSettings = z.infer<typeof collectionSettingsSchema>;

/** What a caller chose; an absent member takes its default. */
export type CollectionChoice = Partial<CollectionSettings> & Pick<CollectionSettings, 'trials'>;

/** Turn limits of the published benchmarks: tau-bench's 30 steps, and tau2-bench's 200, which count other messages too. */
export const TURN_PRESETS = { V1_30_STEPS: 30, V2_200_STEPS: 200 } as const;
export type TurnPreset = keyof typeof TURN_PRESETS;

export const COLLECTION_LIMITS = {
  tasks: 2000,
  rollouts: 100_000,
  shards: 256,
  trials: 1000,
  concurrency: 64,
  deadlineMs: 7 * 24 * 3_600_000,
  maxTurns: 1000,
  retriesPerRollout: 10,
} as const;

export const COLLECTION_DEFAULTS = {
  concurrency: 4,
  deadlineMs: 600_000,
  maxTurns: 40,
  seed: 0,
  retriesPerRollout: 0,
  isWatchable: false,
} as const;

/** So many shards a collection has at least, if it is large enough, so that several workers can share it. */
const WANTED_SHARDS = 16;
/** A shard costs as much as some fifty rollouts of programs: of those it has at least so many, if the collection is large enough. */
const LEAST_QUICK_ROLLOUTS = 125;
const LARGEST_SEED = 2 ** 32 - 1;

/** What the defaults depend on. */
export type CollectionShape = {
  /** Tasks that were chosen. */
  readonly taskCount: number;
  /** Time that a person who plays the user has for each answer, milliseconds; null for users that are programs. */
  readonly replyTimeoutMs: number | null;
  /** Whether policy and user are programs that answer at once, so that a rollout takes a millisecond. */
  readonly isQuick: boolean;
};

/**
 * The settings with defaults filled in: quorum is half of the trials and at least 2 (1 of 1), shards are small enough that
 * 16 of them share a collection (a quick one has shards of at least 125), and a person may take the whole time for the answer to each turn, a week at most.
 *
 * @throws InvalidInputError naming the setting, its value and its limits
 */
export function resolveCollectionSettings(
  choice: CollectionChoice,
  { taskCount, replyTimeoutMs, isQuick }: CollectionShape,
): CollectionSettings {
  const { trials } = choice;
  requireWhole('trials', trials, 1, COLLECTION_LIMITS.trials);
  const rollouts = taskCount * trials;
  if (rollouts < 1 || rollouts > COLLECTION_LIMITS.rollouts) {
    throw new InvalidInputError(
      `trials: ${taskCount} tasks x ${trials} trials are ${rollouts} rollouts; a collection has 1 to ${COLLECTION_LIMITS.rollouts}`,
    );
  }
  const concurrency = choice.concurrency ?? COLLECTION_DEFAULTS.concurrency;
  const smallest = Math.ceil(rollouts / COLLECTION_LIMITS.shards);
  const settings: CollectionSettings = {
    ...COLLECTION_DEFAULTS,
    split: null,
    families: null,
    taskLimit: null,
    quorum: Math.min(trials, Math.max(2, Math.ceil(trials / 2))),
    rolloutsPerShard: Math.max(
      2 * concurrency,
      Math.ceil(rollouts / WANTED_SHARDS),
      smallest,
      isQuick ? LEAST_QUICK_ROLLOUTS : 0,
    ),
    ...(replyTimeoutMs !== null && { deadlineMs: deadlineForPeople(choice, replyTimeoutMs) }),
    ...choice,
  };
  requireWhole('quorum', settings.quorum, 1, trials);
  requireWhole('concurrency', concurrency, 1, COLLECTION_LIMITS.concurrency);
  requireWhole('deadlineMs', settings.deadlineMs, 1, COLLECTION_LIMITS.deadlineMs);
  if (replyTimeoutMs !== null && settings.deadlineMs < replyTimeoutMs) {
    throw new InvalidInputError(
      `deadlineMs: is ${settings.deadlineMs}; the user is played by people, who have ${replyTimeoutMs} ms for one answer: give at least that, or nothing`,
    );
  }
  requireWhole('maxTurns', settings.maxTurns, 1, COLLECTION_LIMITS.maxTurns);
  requireWhole('seed', settings.seed, 0, LARGEST_SEED);
  requireWhole('retriesPerRollout', settings.retriesPerRollout, 0, COLLECTION_LIMITS.retriesPerRollout);
  requireWhole('rolloutsPerShard', settings.rolloutsPerShard, smallest, COLLECTION_LIMITS.rollouts);
  return settings;
}

/** The greeting is answered as well. */
function deadlineForPeople({ maxTurns }: CollectionChoice, replyTimeoutMs: number): number {
  const answers = (maxTurns ?? COLLECTION_DEFAULTS.maxTurns) + 1;
  return Math.min(COLLECTION_LIMITS.deadlineMs, answers * replyTimeoutMs);
}

/** As the row keeps them. */
export function writeCollectionSettings(settings: CollectionSettings): string {
  return canonicalJson(settings);
}

/** @throws ZodError for a text that is no settings */
export function readCollectionSettings(settingsJson: string): CollectionSettings {
  return collectionSettingsSchema.parse(JSON.parse(settingsJson));
}

function requireWhole(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new InvalidInputError(`${field}: is ${value}; it must be a whole number from ${min} to ${max}`);
}
