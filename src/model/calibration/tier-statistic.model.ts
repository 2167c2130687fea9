import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Tier } from '../../domain/classification/tier';
import type { ProposalAction } from '../../domain/calibration/calibration-report';
import { ProposalActionEnum } from '../enums';
import { CalibrationRound } from './calibration-round.model';
import { TierEnum } from './reward-scheme-tier.model';

/** Discriminative power of one tier, and what the round proposes for it. Null where a figure is undefined, never 0. */
@ObjectType('TierStatistic', {
  description: 'How well one tier separates success from failure, and what the round proposes for it.',
})
@Entity('tier_statistic')
@ForeignKey(() => CalibrationRound, ['tenantId', 'calibrationRoundId'], ['tenantId', 'id'], {
  name: 'tier_statistic_round_fkey',
  onDelete: 'CASCADE',
})
export class TierStatistic {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  calibrationRoundId!: string;

  @Field(() => TierEnum, { description: 'The tier.' })
  @PrimaryColumn({ type: 'text' })
  tier!: Tier;

  @Field(() => Int, { description: 'Turns of this tier in SCORED rollouts.' })
  @Column({ type: 'integer' })
  turns!: number;

  @Field(() => Int, { description: 'SCORED rollouts in which it occurs.' })
  @Column({ type: 'integer' })
  rolloutsWith!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of its turns that lie in passing rollouts; null without turns.',
  })
  @Column({ type: 'double precision', nullable: true })
  turnShareInPassing!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of passing rollouts in which it occurs; null without passing rollouts.',
  })
  @Column({ type: 'double precision', nullable: true })
  presenceInPassing!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of failing rollouts in which it occurs; null without failing rollouts.',
  })
  @Column({ type: 'double precision', nullable: true })
  presenceInFailing!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Point-biserial correlation (rho) of presence and outcome; null when one of them is constant.',
  })
  @Column({ type: 'double precision', nullable: true })
  rho!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the 95 % interval of rho, by bootstrap over tasks.',
  })
  @Column({ type: 'double precision', nullable: true })
  rhoLow!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of rho.' })
  @Column({ type: 'double precision', nullable: true })
  rhoHigh!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Rho after subtracting each task’s mean from presence and outcome; null when nothing varies within any task.',
  })
  @Column({ type: 'double precision', nullable: true })
  withinTaskRho!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the 95 % interval of the within-task rho, by bootstrap over tasks.',
  })
  @Column({ type: 'double precision', nullable: true })
  withinTaskRhoLow!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of the within-task rho.' })
  @Column({ type: 'double precision', nullable: true })
  withinTaskRhoHigh!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided permutation p-value of the within-task rho, outcomes permuted within tasks; null when no task has mixed outcomes.',
  })
  @Column({ type: 'double precision', nullable: true })
  pValue!: number | null;

  @Field(() => Float, { nullable: true, description: 'Benjamini-Hochberg q-value over the tiers that have a p-value.' })
  @Column({ type: 'double precision', nullable: true })
  qValue!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when rho and within-task rho differ in sign or by more than 0.15; null when one of them is undefined.',
  })
  @Column({ type: 'boolean', nullable: true })
  isTaskDifficultySuspected!: boolean | null;

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
