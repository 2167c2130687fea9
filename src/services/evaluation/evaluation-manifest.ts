import { z } from 'zod';
import type { EvaluationSettings } from '../../domain/evaluation/evaluation-settings';
import type { OutcomeMatrix } from '../../domain/evaluation/outcome-matrix';
import { POLICY_KINDS, SIMULATOR_KINDS } from '../../model/enums';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { CODE_VERSION } from '../../version';
import { collectionSettingsFormat } from '../collection/collection-settings';
import type { LoadedOutcomes } from './load-outcomes';
import type { NamedMatrix } from './outcome-matrix-of';
import { recordedFilterFormat, recordedFilterSchema } from './recorded-filter';
import { STATISTICS_VERSIONS } from '../../domain/statistics/statistics-versions';
import { sha256 } from '../../sha256';
import { StoredFormat, withoutFormatVersion } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

const hash = z.string();

/** All inputs of an evaluation, without ids of this database: equal manifests guarantee equal reports. */
const manifestSchema = z.strictObject({
  codeVersion: z.string(),
  statisticsVersion: z.string(),
  taskSets: z.array(z.strictObject({ name: z.string(), version: z.int(), contentHash: hash.nullable() })),
  tasks: z.int(),
  /** SHA-256 of the names and contents of the tasks. */
  tasksHash: hash,
  policy: z.strictObject({ name: z.string(), kind: z.enum(POLICY_KINDS), specHash: hash.nullable() }),
  userSimulators: z.array(
    z.strictObject({ name: z.string(), version: z.string(), kind: z.enum(SIMULATOR_KINDS), specHash: hash.nullable() }),
  ),
  /** How the rollouts were collected; null for recorded rollouts. */
  collection: z.strictObject({ settingsHash: hash, seed: z.int() }).nullable(),
  recordedFilter: recordedFilterSchema.nullable(),
  /** Seed of bootstrap and permutation. */
  statisticsSeed: z.int(),
  rolloutsWithSeed: z.int(),
  rolloutsWithoutSeed: z.int(),
  /** Tasks whose trials were renumbered because of duplicate trial numbers. */
  renumberedTasks: z.array(z.string()),
  /** SHA-256 of task, trial, outcome class, reward and seed of each rollout. */
  outcomesHash: hash,
  /** SHA-256 of task, trial and fault of each rollout with a marked cause of failure. */
  faultsHash: hash,
});
export type EvaluationManifest = z.infer<typeof manifestSchema>;

export const manifestFormat = new StoredFormat<EvaluationManifest>({
  place: 'evaluation.manifest_json',
  schema: manifestSchema,
  toText: canonicalJson,
});

/** Reads from the rows what the outcome matrix does not contain. */
export async function describeEvaluation(
  stores: TenantStores,
  evaluation: Evaluation,
  { loaded, named, settings }: { loaded: LoadedOutcomes; named: NamedMatrix; settings: EvaluationSettings },
): Promise<EvaluationManifest> {
  const { name, kind, specHash } = await stores.players.getPolicy(evaluation.policyId);
  const simulators = await stores.outcomes.findSimulators(simulatorIdsOf(loaded));
  const taskSets = await stores.outcomes.findTaskSets(loaded.tasks.map(({ taskId }) => taskId));
  const { collectionId, recordedFilterJson } = evaluation;
  const collection = collectionId === null ? null : await stores.collections.get(collectionId);
  return {
    codeVersion: CODE_VERSION,
    statisticsVersion: STATISTICS_VERSIONS.evaluation,
    taskSets: taskSets.map((set) => ({ name: set.name, version: set.version, contentHash: set.contentHash })),
    tasks: loaded.tasks.length,
    tasksHash: hashList(loaded.tasks.map(({ externalId, contentHash }) => `${externalId} ${contentHash}`).sort()),
    policy: { name, kind, specHash },
    userSimulators: simulators.map((one) => ({
      name: one.name,
      version: one.version,
      kind: one.kind,
      specHash: one.specHash,
    })),
    collection: collection && {
      settingsHash: sha256(withoutFormatVersion(collection.settingsJson)),
      seed: collectionSettingsFormat.readRow(collection, collection.settingsJson).seed,
    },
    recordedFilter: recordedFilterJson === null ? null : recordedFilterFormat.read(recordedFilterJson, evaluation.id),
    statisticsSeed: settings.seed,
    rolloutsWithSeed: loaded.rows.filter(({ seed }) => seed !== null).length,
    rolloutsWithoutSeed: loaded.rows.filter(({ seed }) => seed === null).length,
    renumberedTasks: [...named.renumberedTasks],
    ...hashesOf(named.matrix),
  };
}

/** The simulators of the rollouts. */
export function simulatorIdsOf({ rows }: LoadedOutcomes): string[] {
  return [...new Set(rows.map(({ userSimulatorId }) => userSimulatorId))];
}

/** SHA-256 of everything that the statistics read. Equal hashes mean equal inputs. */
export function inputHashOf({ outcomesHash, faultsHash }: Pick<EvaluationManifest, 'outcomesHash' | 'faultsHash'>) {
  return hashList([outcomesHash, faultsHash]);
}

/** The part of the input hash that depends on outcomes, and the part that depends on faults marked by people. */
export function hashesOf(matrix: OutcomeMatrix): Pick<EvaluationManifest, 'outcomesHash' | 'faultsHash'> {
  const trials = matrix.flatMap((task) => task.trials.map((one) => ({ ...one, externalId: task.externalId })));
  return {
    outcomesHash: hashList([
      matrix.map(({ externalId }) => externalId),
      trials.map(({ externalId, trial, outcomeClass, reward, seed }) => [
        externalId,
        trial,
        outcomeClass,
        reward,
        seed,
      ]),
    ]),
    faultsHash: hashList(
      trials.filter(({ fault }) => fault !== null).map(({ externalId, trial, fault }) => [externalId, trial, fault]),
    ),
  };
}

function hashList(values: readonly unknown[]): string {
  return sha256(JSON.stringify(values));
}
