import { z } from 'zod';
import { PASSING_REWARD } from '../../domain/calibration/passing';
import { wilsonInterval } from '../../domain/statistics/intervals/wilson-interval';
import type { Collection } from '../../model/collection/collection.model';
import { JOB_STATES, type JobState } from '../../model/enums';
import type { CollectionFigures } from '../../persistence/stores/collection/collection-figures';
import type { ShardState } from '../../persistence/stores/collection/collection-store';
import type { TenantStores } from '../../persistence/tenant-stores';
import { eventFormat } from '../jobs/event-format';
import { isFinalJobState } from '../jobs/job-runs';
import { collectionSettingsFormat } from './collection-settings';

const count = z.number().int().min(0);
const share = z.number().nullable();

/** Progress of a collection. Stored as JSON in the event table, so old events must stay readable. */
const collectionProgressSchema = z.object({
  state: z.enum(JOB_STATES),
  /** Total number of rollouts. */
  total: count,
  /** Rollouts that are stored, however they ended. */
  done: count,
  /** Upper bound on the number of rollouts being played now. */
  running: count,
  scored: count,
  passed: count,
  infrastructureFailures: count,
  simulatorFailures: count,
  timeouts: count,
  /**
   * Pass rate of the SCORED rollouts with its 95 % Wilson interval; null if there are none. The interval assumes
   * independent rollouts; with several trials per task it is too narrow.
   */
  passRate: share,
  passRateLow: share,
  passRateHigh: share,
  /** Sums over the rollouts that report the figure; null if none does. */
  agentTokens: count.nullable(),
  simulatorTokens: count.nullable(),
  /** Cost of agent and user simulator together in US dollars; null if unknown. */
  cost: z.number().nullable(),
  /** Rollouts per second over the last minute; null while nothing is running or completed. */
  ratePerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  shards: count,
  shardsEnded: count,
});
export type CollectionProgress = z.infer<typeof collectionProgressSchema>;

export const collectionProgressFormat = eventFormat<CollectionProgress>(collectionProgressSchema);

const SECONDS_OF_RATE = 60;

/** Computes the progress of a collection from its rollouts and the jobs of its shards. */
export async function readCollectionProgress(
  stores: TenantStores,
  collection: Collection,
): Promise<CollectionProgress> {
  const shards = await stores.collections.findShardStates([collection.id]);
  const figures = await stores.collectionFigures.read(collection.id, PASSING_REWARD);
  return describeProgress(collection, shards, figures);
}

function describeProgress(
  collection: Collection,
  shards: readonly ShardState[],
  figures: CollectionFigures,
): CollectionProgress {
  const { done, scored, passed, infrastructureFailures, simulatorFailures, timeouts } = figures;
  const total = collection.taskCount * collection.trials;
  const state = stateOfShards(shards.map((shard) => shard.state));
  const interval = wilsonInterval({ trials: scored, successes: passed }, 0.95);
  const ratePerSecond = state === 'RUNNING' ? rateOf(collection, figures) : null;
  return {
    state,
    total,
    done,
    running: runningOf(collection, shards),
    scored,
    passed,
    infrastructureFailures,
    simulatorFailures,
    timeouts,
    passRate: scored === 0 ? null : passed / scored,
    passRateLow: interval?.low ?? null,
    passRateHigh: interval?.high ?? null,
    agentTokens: sumKnown(figures.agentInputTokens, figures.agentOutputTokens),
    simulatorTokens: sumKnown(figures.simulatorInputTokens, figures.simulatorOutputTokens),
    cost: sumKnown(figures.agentCost, figures.simulatorCost),
    ratePerSecond,
    secondsLeft: ratePerSecond === null ? null : (total - done) / ratePerSecond,
    shards: shards.length,
    shardsEnded: shards.filter((shard) => isFinalJobState(shard.state)).length,
  };
}

/**
 * State of a collection, derived from the states of its shards. It ends when all of them have ended, with the worst of
 * their states.
 */
export function stateOfShards(states: readonly JobState[]): JobState {
  if (states.every((state) => state === 'QUEUED')) return 'QUEUED';
  if (!states.every(isFinalJobState)) return 'RUNNING';
  if (states.includes('FAILED')) return 'FAILED';
  return states.includes('CANCELLED') ? 'CANCELLED' : 'SUCCEEDED';
}

/** A running shard plays as many rollouts at a time as its concurrency and its remaining slots allow. */
function runningOf(collection: Collection, shards: readonly ShardState[]): number {
  const { concurrency } = collectionSettingsFormat.readRow(collection, collection.settingsJson);
  return shards
    .filter((shard) => shard.state === 'RUNNING' && shard.total !== null)
    .reduce((sum, { done, total }) => sum + Math.min(concurrency, Math.max(total! - done, 0)), 0);
}

function rateOf({ createdAt }: Collection, { lastMinute }: CollectionFigures): number | null {
  const seconds = Math.min(SECONDS_OF_RATE, (Date.now() - createdAt.getTime()) / 1000);
  return lastMinute === 0 || seconds <= 0 ? null : lastMinute / seconds;
}

function sumKnown(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
