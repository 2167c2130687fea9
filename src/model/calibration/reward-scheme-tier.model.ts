import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { enumOf } from '../enums';
import { RewardScheme } from './reward-scheme.model';

export const TierEnum = enumOf(TIERS);
registerEnumType(TierEnum, {
  name: 'Tier',
  description: 'Class of a turn, derived from its tool calls (arXiv 2604.02869, section 4).',
  valuesConfig: {
    GOLD_EXACT: { description: 'A call that equals a golden action.' },
    SOFT_MATCH: { description: 'A call that matches a golden action in some of its arguments.' },
    READ_ONLY: { description: 'A read that is not a golden action.' },
    STATE_CHANGE: { description: 'A write to the database that is not a golden action.' },
    MESSAGE: { description: 'A message to the user, or a call of a tool without effect.' },
    ERROR: { description: 'A call that failed.' },
    DUPLICATE: { description: 'A repetition of an earlier call.' },
  },
});

@ObjectType('RewardSchemeTier', { description: 'Value of one tier in a reward scheme.' })
@Entity('reward_scheme_tier')
@ForeignKey(() => RewardScheme, ['tenantId', 'rewardSchemeId'], ['tenantId', 'id'], {
  name: 'reward_scheme_tier_scheme_fkey',
  onDelete: 'CASCADE',
})
export class RewardSchemeTier {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  rewardSchemeId!: string;

  @Field(() => TierEnum, { description: 'The tier.' })
  @PrimaryColumn({ type: 'text' })
  tier!: Tier;

  @Field(() => Float, {
    description: 'Reward of a turn of this tier, before it is multiplied by the score of the turn.',
  })
  @Column({ type: 'double precision' })
  value!: number;
}
