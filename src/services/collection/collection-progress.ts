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

/** How far a collection is. Stored as JSON in the event table, so old events must stay readable. */
const collectionProgressSchema = z.object({
  state: z.enum(JOB_STATES),
  /** Rollouts in all. */
  total: count,
  /** Rollouts that are stored, however they ended. */
  done: count,
  /** Rollouts that are being played now, at most. */
  running: count,
  scored: count,
  passed: count,
  infrastructureFailures: count,
  simulatorFailures: count,
  timeouts: count,
  /**
   * Share of passing among SCORED rollouts, with its Wilson 95 % interval; null without any. It takes rollouts for independent:
   * with several trials of a task the truth is wider.
   */
  passRate: share,
  passRateLow: share,
  passRateHigh: share,
  /** Sums over the rollouts that say; null when none does. */
  agentTokens: count.nullable(),
  simulatorTokens: count.nullable(),
  /** US dollars, agent and simulator together; null when nobody said. */
  cost: z.number().nullable(),
  /** Rollouts per second over the last minute; null while nothing runs or nothing is done. */
  ratePerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  shards: count,
  shardsEnded: count,
});
export type CollectionProgress = z.infer<typeof collectionProgressSchema>;

export const collectionProgressFormat = eventFormat<CollectionProgress>(collectionProgressSchema);

const SECONDS_OF_RATE = 60;

/** How far a collection is, computed from its rollouts and the jobs of its shards. */
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

/** What a collection is, by the states of its shards: it ends when all have, and then as the worst of them. */
export function stateOfShards(states: readonly JobState[]): JobState {
  if (states.every((state) => state === 'QUEUED')) return 'QUEUED';
  if (!states.every(isFinalJobState)) return 'RUNNING';
  if (states.includes('FAILED')) return 'FAILED';
  return states.includes('CANCELLED') ? 'CANCELLED' : 'SUCCEEDED';
}

/** A running shard keeps so many in play as its concurrency allows and it has left. */
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
