import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { JobRun } from '../jobs/job-run.model';
import { Node } from '../node';
import { TenantRow } from '../tenant-row';

@ObjectType('Calibration', {
  implements: Node,
  description:
    'Iterative Reward Calibration of an experiment. Each round measures the tiers on recorded rollouts and proposes ' +
    'values for them.',
})
@Entity('calibration')
@Index('calibration_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'calibration_experiment_fkey' })
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'calibration_job_run_fkey' })
export class Calibration extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Column({ type: 'uuid' })
  jobRunId!: string;

  @Field(() => String, { description: 'All settings of the calibration as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;
}
