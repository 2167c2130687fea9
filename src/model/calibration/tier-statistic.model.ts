import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TIER_FIGURES, type TierFigures } from '../../domain/calibration/tiers/tier-figures';
import type { Tier } from '../../domain/classification/tier';
import type { ProposalAction } from '../../domain/calibration/calibration-report';
import { ProposalActionEnum } from '../enums';
import { CalibrationRound } from './calibration-round.model';
import { TierEnum } from './reward-scheme-tier.model';

/** An object with the fields of the table of figures; the loop below makes each a column and a GraphQL field. */
const FigureColumns = Object as unknown as new () => TierFigures;

/** Discriminative power of one tier, and what the round proposes for it. Null where a figure is undefined, never 0. */
@ObjectType('TierStatistic', {
  description: 'How well one tier separates success from failure, and what the round proposes for it.',
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

  @Field(() => Float, { description: 'Value that the round proposes.' })
  @Column({ type: 'double precision' })
  proposedValue!: number;

  @Field(() => ProposalActionEnum, { description: 'How the proposed value follows from the evidence.' })
  @Column({ type: 'text' })
  action!: ProposalAction;

  @Field(() => String, { description: 'Why, in words with the numbers in it.' })
  @Column({ type: 'text' })
  reason!: string;
}

const GRAPHQL_TYPES = { INTEGER: Int, NUMBER: Float, BOOLEAN: Boolean };
const COLUMN_TYPES = { INTEGER: 'integer', NUMBER: 'double precision', BOOLEAN: 'boolean' } as const;

for (const { name, type, isNullable, description } of TIER_FIGURES) {
  Field(() => GRAPHQL_TYPES[type], { nullable: isNullable, description })(TierStatistic.prototype, name);
  Column({ type: COLUMN_TYPES[type], nullable: isNullable })(TierStatistic.prototype, name);
}
