import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Calibration } from './calibration.model';
import { Node } from '../node';
import { RewardScheme } from './reward-scheme.model';
import { TenantRow } from '../tenant-row';

/**
 * One round with all its inputs. `reportJson` is the complete result: the same inputs, settings and seed always give
 * the same bytes.
 */
@ObjectType('CalibrationRound', {
  implements: Node,
  description: 'One round of a calibration, with its inputs and results.',
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

  @Field(() => Int, { description: 'Index of the round within the calibration, from 0.' })
  @Column({ type: 'integer' })
  index!: number;

  /** The proposed scheme. */
  @Column({ type: 'uuid' })
  rewardSchemeId!: string;

  @Column({ type: 'text' })
  verdict!: string;

  @Field(() => Int, { description: 'Number of SCORED rollouts used; the denominator of every figure of the round.' })
  @Column({ type: 'integer' })
  rolloutCount!: number;

  @Field(() => Int, { description: 'Number of turns in those rollouts.' })
  @Column({ type: 'integer' })
  turnCount!: number;

  @Field(() => String, {
    description: 'SHA-256 of the rollouts used (task, policy, outcome, tiers and scores, in order).',
  })
  @Column({ type: 'text' })
  inputHash!: string;

  @Field(() => String, { description: 'Version of the code that computed the round.' })
  @Column({ type: 'text' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the classifier that assigned tiers to the turns.' })
  @Column({ type: 'text' })
  classifierVersion!: string;

  @Field(() => String, {
    description: 'The complete result as JSON text. The same rollouts, settings and seed always give the same bytes.',
  })
  @Column({ type: 'text' })
  reportJson!: string;

  @Field(() => String, { description: 'SHA-256 of `reportJson`.' })
  @Column({ type: 'text' })
  reportHash!: string;
}
