import { z } from 'zod';
import { flag, optionalText, optionalTexts, orNull, required, seed, whole } from '../../domain/settings/setting';
import type { ChoiceOf, SettingsOf } from '../../domain/settings/settings-of';
import { FAMILY_NAMES } from '../../environment/airline/generator/families/family-name';
import { InvalidInputError } from '../../errors';
import { parseSettings } from '../../settings/parse-settings';
import { settingShape } from '../../settings/settings-schema';
import { settingsFormat, storedSchema } from '../../settings/stored-settings';

/** Turn limits of the published benchmarks: tau-bench's 30 steps, and tau2-bench's 200, which count other messages too. */
export const TURN_PRESETS = { V1_30_STEPS: 30, V2_200_STEPS: 200 } as const;
export type TurnPreset = keyof typeof TURN_PRESETS;

export const COLLECTION_LIMITS = { tasks: 2000, rollouts: 100_000, shards: 256 } as const;

const MAX_TRIALS = 1000;
const MAX_NAME_LENGTH = 1000;
const WEEK_MS = 7 * 24 * 3_600_000;
const DEFAULT_DEADLINE_MS = 600_000;

/** Settings of a collection: everything that its rollouts depend on besides tasks and players. */
export const COLLECTION_SETTINGS = {
  split: optionalText('Only tasks of this split, e.g. `train`', MAX_NAME_LENGTH, 'all splits'),
  families: optionalTexts('Only tasks of these families', {
    maxEntries: FAMILY_NAMES.length,
    maxLength: MAX_NAME_LENGTH,
    absentMeans: 'all families',
  }),
  taskLimit: orNull(
    whole('Limit to the first N of these tasks', { min: 1, max: COLLECTION_LIMITS.tasks }),
    'all of them',
  ),
  trials: required(
    whole(`Rollouts per task; a collection has at most ${COLLECTION_LIMITS.rollouts.toLocaleString('en')} rollouts`, {
      min: 1,
      max: MAX_TRIALS,
    }),
  ),
  quorum: whole('Min SCORED rollouts for a group (the rollouts of a task) to count as usable; at most `trials`', {
    min: 1,
    max: MAX_TRIALS,
    absentMeans: 'half of `trials`, at least 2',
  }),
  concurrency: whole('Max rollouts of a shard played at the same time', { min: 1, max: 64, default: 4 }),
  deadlineMs: whole('Max wall time of one rollout; longer ones end as TIMEOUT', {
    min: 1,
    max: WEEK_MS,
    unit: 'ms',
    absentMeans: `${DEFAULT_DEADLINE_MS.toLocaleString('en')}; with a HUMAN user \`replyTimeoutMs\` for each of \`maxTurns\` + 1 answers, at most a week and never less than one \`replyTimeoutMs\``,
  }),
  maxTurns: whole('Max turns of the agent; longer rollouts are truncated', { min: 1, max: 1000, default: 40 }),
  seed: seed('Seed from which that of each rollout is derived', 0),
  retriesPerRollout: whole('Max retries of a rollout that could not be scored', { min: 0, max: 10, default: 0 }),
  isWatchable: flag('Whether its conversations can be watched while they run (`conversation`)'),
  rolloutsPerShard: whole(
    `Rollouts of a shard, which one worker at a time plays; a collection has at most ${COLLECTION_LIMITS.shards} shards`,
    {
      min: 1,
      max: COLLECTION_LIMITS.rollouts,
      absentMeans: '1/16 of the collection, at least 125 when policy and user are scripted',
    },
  ),
} as const;
export type CollectionSettings = SettingsOf<typeof COLLECTION_SETTINGS>;

/** Settings chosen by the caller; absent members take their defaults. */
export type CollectionChoice = ChoiceOf<typeof COLLECTION_SETTINGS>;

/** Defaults that depend on other settings and are filled in once the tasks are counted. */
type DerivedName = 'quorum' | 'deadlineMs' | 'rolloutsPerShard';

const { quorum, deadlineMs, rolloutsPerShard, ...plain } = settingShape(COLLECTION_SETTINGS);
const choiceSchema = z.strictObject({
  ...plain,
  quorum: quorum.optional(),
  deadlineMs: deadlineMs.optional(),
  rolloutsPerShard: rolloutsPerShard.optional(),
});

/** Min number of shards of a large enough collection, so that several workers can share it. */
const WANTED_SHARDS = 16;
/**
 * Min rollouts per shard with scripted players, if the collection is large enough: the overhead of a shard equals about
 * fifty such rollouts.
 */
const LEAST_QUICK_ROLLOUTS = 125;

/** Inputs of the defaults. */
export type CollectionShape = {
  /** Number of chosen tasks. */
  readonly taskCount: number;
  /** Time in ms that a person playing the user has for each answer; null if the user is a program. */
  readonly replyTimeoutMs: number | null;
  /** True if policy and user are programs that answer immediately, so that a rollout takes about a millisecond. */
  readonly isQuick: boolean;
};

/**
 * Fills in the defaults: the quorum is half of the trials and at least 2 (1 if there is one trial), a collection is
 * split into 16 shards or more (with scripted players, into shards of at least 125 rollouts), and the deadline allows a
 * person the full reply timeout for each turn, up to a week.
 *
 * @throws InvalidInputError naming the setting, its value and its limits
 */
export function resolveCollectionSettings(
  choice: CollectionChoice,
  { taskCount, replyTimeoutMs, isQuick }: CollectionShape,
): CollectionSettings {
  const chosen = parseCollectionChoice(choice);
  const { trials, concurrency, maxTurns } = chosen;
  const rollouts = taskCount * trials;
  if (rollouts < 1 || rollouts > COLLECTION_LIMITS.rollouts) {
    throw new InvalidInputError(
      `trials: ${taskCount} tasks x ${trials} trials are ${rollouts} rollouts; a collection has 1 to ${COLLECTION_LIMITS.rollouts}`,
    );
  }
  const minPerShard = Math.ceil(rollouts / COLLECTION_LIMITS.shards);
  const settings: CollectionSettings = {
    ...chosen,
    quorum: chosen.quorum ?? Math.min(trials, Math.max(2, Math.ceil(trials / 2))),
    deadlineMs: chosen.deadlineMs ?? defaultDeadline(maxTurns, replyTimeoutMs),
    rolloutsPerShard:
      chosen.rolloutsPerShard ??
      Math.max(2 * concurrency, Math.ceil(rollouts / WANTED_SHARDS), minPerShard, isQuick ? LEAST_QUICK_ROLLOUTS : 0),
  };
  if (settings.quorum > trials) {
    throw new InvalidInputError(`quorum: is ${settings.quorum}; it must be at most trials, ${trials}`);
  }
  if (replyTimeoutMs !== null && settings.deadlineMs < replyTimeoutMs) {
    throw new InvalidInputError(
      `deadlineMs: is ${settings.deadlineMs}; the user is played by people, who have ${replyTimeoutMs} ms for each answer: set at least that, or omit it`,
    );
  }
  if (settings.rolloutsPerShard < minPerShard) {
    throw new InvalidInputError(
      `rolloutsPerShard: is ${settings.rolloutsPerShard}; it must be at least ${minPerShard}, because ${rollouts} rollouts have at most ${COLLECTION_LIMITS.shards} shards`,
    );
  }
  return settings;
}

/**
 * Validates the chosen settings and fills in constant defaults. @throws InvalidInputError naming the setting, value and
 * limits
 */
export function parseCollectionChoice(
  choice: CollectionChoice,
): Omit<CollectionSettings, DerivedName> & Readonly<Partial<Record<DerivedName, number | undefined>>> {
  return parseSettings(choiceSchema, choice);
}

/** With people, the greeting needs an answer, too. */
function defaultDeadline(maxTurns: number, replyTimeoutMs: number | null): number {
  return replyTimeoutMs === null ? DEFAULT_DEADLINE_MS : Math.min(WEEK_MS, (maxTurns + 1) * replyTimeoutMs);
}

/** Storage format of the settings of a collection. */
export const collectionSettingsFormat = settingsFormat<CollectionSettings>(
  'collection.settings_json',
  storedSchema(COLLECTION_SETTINGS),
);
