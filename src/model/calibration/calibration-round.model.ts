import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Calibration } from './calibration.model';
import { Node } from '../node';
import { RewardScheme } from './reward-scheme.model';
import { TenantRow } from '../tenant-row';

/** One round with everything it used. `reportJson` is the whole result: the same inputs, settings and seed give the same bytes. */
@ObjectType('CalibrationRound', {
  implements: Node,
  description: 'One round of a calibration, with everything it used and found.',
})
@Entity('calibration_round')
@Unique('calibration_round_index_key', ['tenantId', 'calibrationId', 'index'])
@Index('calibration_round_reward_scheme_idx', ['tenantId', 'rewardSchemeId'])
@ForeignKey(() => Calibration, ['tenantId', 'calibrationId'], ['tenantId', 'id'], {
  name: 'calibration_round_calibration_fkey',
})
@ForeignKey(() => RewardScheme, ['tenantId', 'rewardSchemeId'], ['tenantId', 'id'], {
  name: 'calibration_round_reward_scheme_fkey',
})
export class CalibrationRound extends TenantRow {
  @Column({ type: 'uuid' })
  calibrationId!: string;

  @Field(() => Int, { description: 'Position in the calibration, from 0.' })
  @Column({ type: 'integer' })
  index!: number;

  /** The proposed scheme. */
  @Column({ type: 'uuid' })
  rewardSchemeId!: string;

  @Column({ type: 'text' })
  verdict!: string;

  @Field(() => Int, { description: 'SCORED rollouts that it used: the denominator of its figures.' })
  @Column({ type: 'integer' })
  rolloutCount!: number;

  @Field(() => Int, { description: 'Turns of those rollouts.' })
  @Column({ type: 'integer' })
  turnCount!: number;

  @Field(() => String, {
    description: 'SHA-256 of the rollouts it used (task, policy, outcome, tiers and scores, in order).',
  })
  @Column({ type: 'text' })
  inputHash!: string;

  @Field(() => String, { description: 'Version of the code that computed it.' })
  @Column({ type: 'text' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the classifier of its turns.' })
  @Column({ type: 'text' })
  classifierVersion!: string;

  @Field(() => String, { description: 'The whole result as JSON text. Same rollouts, settings and seed: same bytes.' })
  @Column({ type: 'text' })
  reportJson!: string;

  @Field(() => String, { description: 'SHA-256 of `reportJson`.' })
  @Column({ type: 'text' })
  reportHash!: string;
}
