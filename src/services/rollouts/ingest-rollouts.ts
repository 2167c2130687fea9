import { z } from 'zod';
import { experimentStream } from '../../events/streams';
import type { Experiment } from '../../model/experiments/experiment.model';
import type { NewTask } from '../../persistence/stores/catalog-store';
import type { NewRollout } from '../../persistence/stores/rollouts/rollout-writer';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { eventFormat } from '../jobs/event-format';
import { resultFormat } from '../jobs/idempotency';
import { findRolloutProblem } from './find-rollout-problem';
import type { IngestRow } from './ingest-row';
import { toNewRollout } from './new-rollout';
import { toNewTask } from '../tasks/new-task';
import { sha256 } from '../../sha256';

/** Result for one row. */
export type RowVerdict = {
  readonly row: number;
  readonly status: 'ACCEPTED' | 'DUPLICATE' | 'REJECTED';
  /** Id of the stored rollout (for a duplicate, of the existing one); null if rejected. */
  readonly rolloutId: string | null;
  readonly field: string | null;
  readonly message: string | null;
};

/** Result stored for retries of an ingest. */
export const verdictsFormat = resultFormat<readonly RowVerdict[]>(
  z.array(
    z.strictObject({
      row: z.int(),
      status: z.enum(['ACCEPTED', 'DUPLICATE', 'REJECTED']),
      rolloutId: z.uuid().nullable(),
      field: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
);

/** Kind of event in an experiment's stream: `accepted` rollouts were added. */
export const ROLLOUTS_INGESTED_EVENT = 'ROLLOUTS_INGESTED' as const;

/** Payload of that event. */
export const ingestedFormat = eventFormat<{ readonly accepted: number }>(z.strictObject({ accepted: z.int() }));

/** Name of the open task set to which ingested rollouts of an experiment refer. */
export function recordedTaskSetName(experiment: Experiment): string {
  return `${experiment.name} (recorded)`;
}

/**
 * Classifies and stores a batch of rollouts in one unit of work: when it returns, every accepted row is committed. A
 * row that was already sent is reported as DUPLICATE and changes nothing.
 *
 * @returns one verdict per row, in order
 * @throws NotFoundError if the organization has no such experiment
 */
export async function ingestRollouts(
  database: TenantDatabase,
  tenantId: string,
  experimentId: string,
  rows: readonly IngestRow[],
): Promise<RowVerdict[]> {
  const problems = rows.map((row) => findRolloutProblem(row));
  const sound = rows.filter((_, i) => problems[i] === null);
  const stored = await database.inTenant(tenantId, async (stores) =>
    storeRows(stores, await stores.experiments.get(experimentId), sound),
  );
  const answers = stored.values();
  return rows.map((row, i) => {
    const problem = problems[i];
    if (problem) return { row: row.row, status: 'REJECTED', rolloutId: null, ...problem };
    return answers.next().value!;
  });
}

async function storeRows(
  stores: TenantStores,
  experiment: Experiment,
  rows: readonly IngestRow[],
): Promise<RowVerdict[]> {
  const taskIds = await ensureTasks(stores, experiment, rows);
  const policyIds = await ensureEach(
    rows,
    (row) => row.policyName,
    (name) => stores.catalog.ensurePolicy(name, 'EXTERNAL'),
  );
  const simulatorIds = await ensureEach(
    rows,
    (row) => JSON.stringify([row.simulatorName, row.simulatorVersion]),
    (_, row) => stores.catalog.ensureUserSimulator(row.simulatorName, row.simulatorVersion, 'EXTERNAL'),
  );
  const byIdentity = new Map<string, { rollout: NewRollout; firstRow: number }>();
  const identities = rows.map((row, i) => {
    const identity = identityOf(experiment.id, row);
    if (!byIdentity.has(identity)) {
      const place = {
        experimentId: experiment.id,
        taskId: taskIds[i]!,
        policyId: policyIds[i]!,
        userSimulatorId: simulatorIds[i]!,
        identity,
        clientId: row.clientId,
        contentHash: row.contentHash,
      };
      byIdentity.set(identity, { rollout: toNewRollout(row.rollout, place), firstRow: row.row });
    }
    return identity;
  });
  const entries = [...byIdentity.values()].sort((a, b) => compareText(a.rollout.identity, b.rollout.identity));
  const written = await stores.rolloutWriter.insert(entries.map((entry) => entry.rollout));
  const accepted = written.filter(({ isNew }) => isNew).length;
  // Last, because it locks the experiment's stream to the end of the unit.
  if (accepted > 0)
    await stores.events.append(
      experimentStream(experiment.id),
      ROLLOUTS_INGESTED_EVENT,
      ingestedFormat.withVersion({ accepted }),
    );
  const results = new Map(entries.map((entry, i) => [entry.rollout.identity, { ...entry, ...written[i]! }]));
  return rows.map((row, i) => {
    const result = results.get(identities[i]!)!;
    if (row.contentHash !== result.contentHash) {
      const message = `clientId: "${row.clientId}" is the id of another rollout of this experiment`;
      return { row: row.row, status: 'REJECTED', rolloutId: null, field: 'clientId', message };
    }
    const isAccepted = result.isNew && result.firstRow === row.row;
    return {
      row: row.row,
      status: isAccepted ? 'ACCEPTED' : 'DUPLICATE',
      rolloutId: result.id,
      field: null,
      message: isAccepted ? null : 'the experiment already has this rollout',
    };
  });
}

async function ensureTasks(
  stores: TenantStores,
  experiment: Experiment,
  rows: readonly IngestRow[],
): Promise<string[]> {
  const taskSetId = await stores.catalog.ensureTaskSet(recordedTaskSetName(experiment));
  const tasks = rows.map((row) => toNewTask(row.rollout.task));
  const keyOf = (task: NewTask) => `${task.contentHash} ${task.externalId}`;
  const described = tasks.flatMap((task, i) => (rows[i]!.isTaskDescribed ? [[keyOf(task), task] as const] : []));
  const distinct = new Map(described.sort(([a], [b]) => compareText(a, b)));
  const ids = await stores.catalog.ensureTasks(taskSetId, [...distinct.values()]);
  const idByKey = new Map([...distinct.keys()].map((key, i) => [key, ids[i]!]));
  const named = tasks.filter((_, i) => !rows[i]!.isTaskDescribed);
  const idByName = await stores.catalog.ensureNamedTasks(taskSetId, named);
  return tasks.map((task) => idByKey.get(keyOf(task)) ?? idByName.get(task.externalId)!);
}

/** Concurrent writers insert in the same order; otherwise they could deadlock on each other's rows. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Calls `ensure` once for each distinct key, one after the other (units use one connection). */
async function ensureEach(
  rows: readonly IngestRow[],
  keyOf: (row: IngestRow) => string,
  ensure: (key: string, row: IngestRow) => Promise<string>,
): Promise<string[]> {
  const rowByKey = new Map(rows.map((row) => [keyOf(row), row]));
  const ids = new Map<string, string>();
  for (const [key, row] of [...rowByKey].sort(([a], [b]) => compareText(a, b))) ids.set(key, await ensure(key, row));
  return rows.map((row) => ids.get(keyOf(row))!);
}

function identityOf(experimentId: string, row: IngestRow): string {
  if (row.clientId !== null && row.isIdentifiedByContent !== true) return `client:${row.clientId}`;
  const { rollout } = row;
  const place = [
    experimentId,
    row.policyName,
    row.simulatorName,
    row.simulatorVersion,
    rollout.task.externalId,
    rollout.trial,
  ];
  return `row:${sha256(JSON.stringify([...place, row.contentHash]))}`;
}
