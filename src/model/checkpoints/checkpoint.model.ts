import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { type CheckpointOrigin, CheckpointOriginEnum, CHECKPOINT_ORIGINS } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** A policy at one point in time. Its files are in the file store under the hashes in this row. */
@ObjectType('Checkpoint', {
  implements: Node,
  description:
    'A policy at one point in time: an ONNX file and, if training can continue from it, the state of the optimizer. ' +
    'Download the files with an API key from `GET /checkpoints/ID/model.onnx` and `GET /checkpoints/ID/optimizer.bin`.',
})
@Entity('checkpoint')
@Index('checkpoint_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@Index('checkpoint_training_run_step_idx', ['tenantId', 'trainingRunId', 'step'])
@Index('checkpoint_created_idx', ['tenantId', 'createdAt', 'id'])
@Index('checkpoint_training_run_created_idx', ['tenantId', 'trainingRunId', 'createdAt', 'id'])
@Index('checkpoint_parent_created_idx', ['tenantId', 'parentId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'checkpoint_organization_fkey' })
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'checkpoint_experiment_fkey' })
@ForeignKey(() => Checkpoint, ['tenantId', 'parentId'], ['tenantId', 'id'], { name: 'checkpoint_parent_fkey' })
@ForeignKey('TrainingRun', ['tenantId', 'trainingRunId'], ['tenantId', 'id'], { name: 'checkpoint_training_run_fkey' })
@CheckOneOf('checkpoint_origin_check', 'origin', CHECKPOINT_ORIGINS)
@Check('checkpoint_step_check', 'step >= 0')
@Check('checkpoint_optimizer_check', '(optimizer_hash IS NULL) = (optimizer_bytes IS NULL)')
export class Checkpoint extends TenantRow {
  @Column({ type: 'uuid', nullable: true })
  experimentId!: string | null;

  /** The run that wrote the checkpoint; null for an upload. */
  @Column({ type: 'uuid', nullable: true })
  trainingRunId!: string | null;

  /** The checkpoint that the parameters were trained from. */
  @Column({ type: 'uuid', nullable: true })
  parentId!: string | null;

  @Field(() => CheckpointOriginEnum, { description: 'How the checkpoint was created.' })
  @Column({ type: 'text' })
  origin!: CheckpointOrigin;

  @Field(() => Int, {
    description: 'Number of optimizer steps of the run before this checkpoint, at least 0; 0 for an upload.',
  })
  @Column({ type: 'integer' })
  step!: number;

  @Field(() => String, { description: 'SHA-256 of the model file in hex.' })
  @Column({ type: 'text' })
  modelHash!: string;

  @Field(() => Int, { description: 'Size of the model file in bytes.' })
  @Column({ type: 'integer' })
  modelBytes!: number;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the optimizer state in hex; null if there is no optimizer state.',
  })
  @Column({ type: 'text', nullable: true })
  optimizerHash!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Size of the optimizer state in bytes; null if there is no optimizer state.',
  })
  @Column({ type: 'integer', nullable: true })
  optimizerBytes!: number | null;

  @Field(() => String, {
    description:
      'How the checkpoint was made, as JSON text with sorted keys: `featureVersion`, `taskSetHash`, ' +
      '`rewardSchemeId`, ' +
      '`estimator`, `seed` (null if unknown) and anything else that the run recorded.',
  })
  @Column({ type: 'text' })
  metadataJson!: string;

  /**
   * State that the run carries from step to step in addition to parameters and optimizer, as JSON text; null if there
   * is none.
   */
  @Column({ type: 'text', nullable: true })
  stateJson!: string | null;
}
