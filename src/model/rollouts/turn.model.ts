import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Rollout } from './rollout.model';

/** One assistant message with what it got: a turn has no id of its own, it is (rollout, index). */
@ObjectType('Turn', { description: 'One assistant message: words to the user, or tool calls with their results.' })
@Entity('turn')
@ForeignKey(() => Rollout, ['tenantId', 'rolloutId'], ['tenantId', 'id'], {
  name: 'turn_rollout_fkey',
  onDelete: 'CASCADE',
})
@Check('turn_index_check', 'index >= 0')
export class Turn {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  rolloutId!: string;

  @Field(() => Int, { description: 'Position in the rollout, from 0.' })
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => String, { nullable: true, description: 'The agent’s text; null when it only called tools.' })
  @Column({ type: 'text', nullable: true })
  message!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the user said next; null when the agent went on or the rollout ended.',
  })
  @Column({ type: 'text', nullable: true })
  userMessage!: string | null;

  @Column({ type: 'text' })
  tier!: string;

  @Field(() => Float, {
    description: 'Score of the tier: 1, or for a soft match 0.5 to 1 by the share of matching arguments.',
  })
  @Column({ type: 'double precision' })
  score!: number;

  @Field(() => String, { description: 'Version of the classifier that chose the tier.' })
  @Column({ type: 'text' })
  classifierVersion!: string;

  @Field(() => Int, { nullable: true, description: 'Tokens read for this turn; null when unknown.' })
  @Column({ type: 'integer', nullable: true })
  inputTokens!: number | null;

  @Field(() => Int, { nullable: true, description: 'Tokens written in this turn; null when unknown.' })
  @Column({ type: 'integer', nullable: true })
  outputTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The agent’s wall time for this turn, milliseconds; null when unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  latencyMs!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Natural logarithm of the probability with which the policy chose this turn; null when unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  logProbability!: number | null;
}
