import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { type CheckpointOrigin, CheckpointOriginEnum, CHECKPOINT_ORIGINS } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** A policy as it was at one moment: its files lie in the file store, named by the hashes that this row holds. */
@ObjectType('Checkpoint', {
  implements: Node,
  description:
    'A policy as it was at one moment: an ONNX file, and the state of its optimizer where training can go on from it. ' +
    'The files: `GET /checkpoints/ID/model.onnx` and `GET /checkpoints/ID/optimizer.bin`, with a key.',
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

  /** The run that wrote it; null for an upload. */
  @Column({ type: 'uuid', nullable: true })
  trainingRunId!: string | null;

  /** The checkpoint whose parameters it started from. */
  @Column({ type: 'uuid', nullable: true })
  parentId!: string | null;

  @Field(() => CheckpointOriginEnum, { description: 'How it came about.' })
  @Column({ type: 'text' })
  origin!: CheckpointOrigin;

  @Field(() => Int, { description: 'Optimizer steps of its run before it, from 0; 0 for an upload.' })
  @Column({ type: 'integer' })
  step!: number;

  @Field(() => String, { description: 'SHA-256 of the model file, hex.' })
  @Column({ type: 'text' })
  modelHash!: string;

  @Field(() => Int, { description: 'Size of the model file, bytes.' })
  @Column({ type: 'integer' })
  modelBytes!: number;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the optimizer state, hex; null without one.' })
  @Column({ type: 'text', nullable: true })
  optimizerHash!: string | null;

  @Field(() => Int, { nullable: true, description: 'Size of the optimizer state, bytes; null without one.' })
  @Column({ type: 'integer', nullable: true })
  optimizerBytes!: number | null;

  @Field(() => String, {
    description:
      'What it was made with, as JSON text with sorted keys: `featureVersion`, `taskSetHash`, `rewardSchemeId`, ' +
      '`estimator`, `seed` (null where unknown) and whatever else its run recorded.',
  })
  @Column({ type: 'text' })
  metadataJson!: string;

  /** What its run carries from step to step beside parameters and optimizer, as JSON text; null where it carries nothing. */
  @Column({ type: 'text', nullable: true })
  stateJson!: string | null;
}
