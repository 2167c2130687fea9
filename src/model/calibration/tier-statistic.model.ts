import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TIER_FIGURES, type TierFigures } from '../../domain/calibration/tiers/tier-figures';
import type { Tier } from '../../domain/classification/tier';
import type { ProposalAction } from '../../domain/calibration/calibration-report';
import { ProposalActionEnum } from '../enums';
import { CalibrationRound } from './calibration-round.model';
import { TierEnum } from './reward-scheme-tier.model';

/**
 * A class with the fields of the table of figures; the loop below turns each of them into a column and a GraphQL field.
 */
const FigureColumns = Object as unknown as new () => TierFigures;

/**
 * Discriminative power of one tier, and the value that the round proposes for it. An undefined figure is null, never 0.
 */
@ObjectType('TierStatistic', {
  description: 'How well one tier separates success from failure, and the value that the round proposes for it.',
})
@Entity('tier_statistic')
@ForeignKey(() => CalibrationRound, ['tenantId', 'calibrationRoundId'], ['tenantId', 'id'], {
  name: 'tier_statistic_round_fkey',
  onDelete: 'CASCADE',
})
export class TierStatistic extends FigureColumns {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  calibrationRoundId!: string;

  @Field(() => TierEnum, { description: 'The tier.' })
  @PrimaryColumn({ type: 'text' })
  tier!: Tier;

  @Field(() => Float, { description: 'Value proposed by the round.' })
  @Column({ type: 'double precision' })
  proposedValue!: number;

  @Field(() => ProposalActionEnum, { description: 'How the proposed value was derived from the evidence.' })
  @Column({ type: 'text' })
  action!: ProposalAction;

  @Field(() => String, { description: 'Explanation of the proposal, including the numbers behind it.' })
  @Column({ type: 'text' })
  reason!: string;
}

const GRAPHQL_TYPES = { INTEGER: Int, NUMBER: Float, BOOLEAN: Boolean };
const COLUMN_TYPES = { INTEGER: 'integer', NUMBER: 'double precision', BOOLEAN: 'boolean' } as const;

for (const { name, type, isNullable, description } of TIER_FIGURES) {
  Field(() => GRAPHQL_TYPES[type], { nullable: isNullable, description })(TierStatistic.prototype, name);
  Column({ type: COLUMN_TYPES[type], nullable: isNullable })(TierStatistic.prototype, name);
}
