import { type CollectionView, followCollection, startCollection } from '../collection-query';
import { ensureExperiment } from '../ensure-experiment';
import { ensurePolicy, ensureSimulator } from '../find-players';
import { LiveLine } from '../live-line';
import { formatCollected, formatCollectionProgress } from '../report/collection-lines';
import { type DemoContext, repeatable } from './demo-context';
import type { TaskChoice } from './demo-tasks';

export type CollectedRollouts = { readonly experimentId: string; readonly collection: CollectionView };

/** Lets the worker play the tasks with a scripted agent that errs at the plan's rate, and shows how it gets on. */
export async function collectRollouts(
  context: DemoContext,
  experiment: string,
  { taskSet, taskLimit }: TaskChoice,
): Promise<CollectedRollouts> {
  const { client, plan, run, print } = context;
  const { trials, errorRate, seed, maxTurns, concurrency } = plan.collection;
  const experimentId = await ensureExperiment(client, experiment);
  const policyId = await ensurePolicy(client, `golden:${errorRate}`);
  const userSimulatorId = await ensureSimulator(client, 'scripted');
  const players = { experimentId, taskSetId: taskSet.id, policyId, userSimulatorId };
  const input = repeatable(run, { ...players, taskLimit, trials, seed, maxTurns, concurrency });
  const startMs = performance.now();
  const started = await startCollection(client, input);
  const collection = await watch(context, started);
  const isOld = started.endedAt !== null;
  if (isOld) print('An earlier run collected these rollouts: nothing is played twice (--anew plays everything anew).');
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
