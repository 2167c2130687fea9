import {
  type CollectionInput,
  type CollectionView,
  followCollection,
  requestCollection,
} from '../queries/collection-query';
import { ensureExperiment } from '../ensure-experiment';
import { ensurePolicy, ensureSimulator } from '../find-players';
import { LiveLine } from '../live-line';
import { formatCollected, formatCollectionProgress } from '../report/collection-lines';
import { type DemoContext, repeatable } from './demo-context';
import type { DemoTaskChoice } from './demo-tasks';

export type CollectedRollouts = { readonly experimentId: string; readonly collection: CollectionView };

/** Has the worker play the tasks with a scripted agent at the plan's error rate, and shows progress. */
export async function collectScripted(
  context: DemoContext,
  experiment: string,
  { taskSet, taskLimit }: DemoTaskChoice,
): Promise<CollectedRollouts> {
  const { client, plan } = context;
  const { trials, errorRate, seed, maxTurns, concurrency } = plan.collection;
  const policyId = await ensurePolicy(client, `golden:${errorRate}`);
  const choice = { taskSetId: taskSet.id, taskLimit, trials, seed, maxTurns, concurrency };
  return collectDemoRollouts(context, experiment, { policyId, ...choice });
}

/** Has the worker play a collection with a scripted user. @param order the remaining input of `startCollection` */
export async function collectDemoRollouts(
  context: DemoContext,
  experiment: string,
  order: Omit<CollectionInput, 'experimentId' | 'userSimulatorId' | 'idempotencyKey'>,
): Promise<CollectedRollouts> {
  const { client, run, print } = context;
  const experimentId = await ensureExperiment(client, experiment);
  const userSimulatorId = await ensureSimulator(client, 'scripted');
  const startMs = performance.now();
  const started = await requestCollection(client, repeatable(run, { experimentId, userSimulatorId, ...order }));
  const collection = await watch(context, started);
  const isOld = started.endedAt !== null;
  if (isOld) print('These rollouts were collected by an earlier run: nothing is played twice (--anew starts over).');
  const seconds = started.progress.done > 0 ? null : (performance.now() - startMs) / 1000;
  print(formatCollected(collection.progress, seconds));
  return { experimentId, collection };
}

async function watch({ client }: DemoContext, { id }: CollectionView): Promise<CollectionView> {
  const line = new LiveLine(process.stderr);
  try {
    return await followCollection(client, id, (progress) => {
      line.show(formatCollectionProgress(progress));
    });
  } finally {
    line.clear();
  }
}
