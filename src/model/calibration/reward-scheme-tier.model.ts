import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { enumOf } from '../enums';
import { RewardScheme } from './reward-scheme.model';

export const TierEnum = enumOf(TIERS);
registerEnumType(TierEnum, {
  name: 'Tier',
  description: 'What kind of step a turn was (arXiv 2604.02869, section 4).',
  valuesConfig: {
    GOLD_EXACT: { description: 'A golden action, done exactly.' },
    SOFT_MATCH: { description: 'A golden action with some of its arguments.' },
    READ_ONLY: { description: 'A look-up that is no golden action.' },
    STATE_CHANGE: { description: 'A change of the database that is no golden action.' },
    MESSAGE: { description: 'Words to the user, or a tool without effect.' },
    ERROR: { description: 'A call that failed.' },
    DUPLICATE: { description: 'A call that was already made.' },
  },
});

@ObjectType('RewardSchemeTier', { description: 'The value of one tier in a scheme.' })
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

  @Field(() => Float, { description: 'Reward of a turn of this tier, before the score.' })
  @Column({ type: 'double precision' })
  value!: number;
}
