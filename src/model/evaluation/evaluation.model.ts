import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { Collection } from '../collection/collection.model';
import { Experiment } from '../experiments/experiment.model';
import { JobRun } from '../jobs/job-run.model';
import { Node } from '../node';
import { Policy } from '../players/policy.model';
import { TenantRow } from '../tenant-row';
import { UserSimulator } from '../players/user-simulator.model';

/**
 * Performance of a policy on the rollouts of a collection or on recorded rollouts. Results are null until the job is
 * done.
 */
@ObjectType('Evaluation', {
  implements: Node,
  description:
    'Performance of a policy on the rollouts of a collection or on recorded rollouts, with all inputs of the ' +
    'computation.',
})
@Entity('evaluation')
@Index('evaluation_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@Index('evaluation_collection_idx', ['tenantId', 'collectionId'])
@Index('evaluation_job_run_idx', ['tenantId', 'jobRunId'])
@Index('evaluation_policy_created_idx', ['tenantId', 'policyId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'evaluation_experiment_fkey' })
@ForeignKey(() => Policy, ['tenantId', 'policyId'], ['tenantId', 'id'], { name: 'evaluation_policy_fkey' })
@ForeignKey(() => UserSimulator, ['tenantId', 'userSimulatorId'], ['tenantId', 'id'], {
  name: 'evaluation_user_simulator_fkey',
})
@ForeignKey(() => Collection, ['tenantId', 'collectionId'], ['tenantId', 'id'], { name: 'evaluation_collection_fkey' })
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'evaluation_job_run_fkey' })
@Check('evaluation_source_check', '(collection_id IS NULL) <> (recorded_filter_json IS NULL)')
@Check(
  'evaluation_result_check',
  `(report_json IS NULL) = (report_hash IS NULL) AND (report_json IS NULL) = (manifest_json IS NULL)
    AND (report_json IS NULL) = (input_hash IS NULL) AND (report_json IS NULL) = (code_version IS NULL)
    AND (report_json IS NULL) = (rollout_count IS NULL)`,
)
export class Evaluation extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Column({ type: 'uuid' })
  policyId!: string;

  /** Null while unknown, and if the recorded rollouts have several simulators. */
  @Column({ type: 'uuid', nullable: true })
  userSimulatorId!: string | null;

  /** Null for recorded rollouts. */
  @Column({ type: 'uuid', nullable: true })
  collectionId!: string | null;

  /** Filter of the recorded rollouts as JSON text; null for an evaluation of a collection. */
  @Column({ type: 'text', nullable: true })
  recordedFilterJson!: string | null;

  /** Null while the collection is running. */
  @Column({ type: 'uuid', nullable: true })
  jobRunId!: string | null;

  @Field(() => String, { description: 'All settings of the evaluation as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  /** Exposed as `interimAnalysisCount`. */
  @Field(() => Int, {
    name: 'interimAnalysisCount',
    description:
      'Number of interim analyses so far. Each one is another chance for a fixed-sample interval to miss the true ' +
      'value.',
  })
  @Column({ type: 'integer', default: 0 })
  lookCount!: number;

  /** Number of rollouts in the latest interim analysis. */
  @Column({ type: 'integer', default: 0 })
  lookedRollouts!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of attempted rollouts used; null until the evaluation is done.',
  })
  @Column({ type: 'integer', nullable: true })
  rolloutCount!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the code that computed the evaluation; null until it is done.',
  })
  @Column({ type: 'text', nullable: true })
  codeVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Hashes and versions of all inputs as JSON text with sorted keys; null until the evaluation is done.',
  })
  @Column({ type: 'text', nullable: true })
  manifestJson!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of the rollouts used (task, trial, outcome, reward, seed, fault, in order); null until the evaluation ' +
      'is done.',
  })
  @Column({ type: 'text', nullable: true })
  inputHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The complete result as JSON text; null until the evaluation is done. The same rollouts, settings and seed ' +
      'always give the same bytes.',
  })
  @Column({ type: 'text', nullable: true })
  reportJson!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of `reportJson`; null until the evaluation is done.' })
  @Column({ type: 'text', nullable: true })
  reportHash!: string | null;
}
