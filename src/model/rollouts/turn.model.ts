import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Rollout } from './rollout.model';

/** One assistant message with its tool results. A turn has no id of its own; its key is (rollout, index). */
@ObjectType('Turn', { description: 'One assistant message: text to the user, or tool calls with their results.' })
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

  @Field(() => Int, { description: 'Index within the rollout, from 0.' })
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => String, { nullable: true, description: 'Text of the agent; null if it only called tools.' })
  @Column({ type: 'text', nullable: true })
  message!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reply of the user; null if the agent continued or the rollout ended.',
  })
  @Column({ type: 'text', nullable: true })
  userMessage!: string | null;

  @Column({ type: 'text' })
  tier!: string;

  @Field(() => Float, {
    description:
      'Factor applied to the value of the tier: 1, or 0.5 to 1 for SOFT_MATCH, rising with the share of matching ' +
      'arguments.',
  })
  @Column({ type: 'double precision' })
  score!: number;

  @Field(() => String, { description: 'Version of the classifier that assigned the tier.' })
  @Column({ type: 'text' })
  classifierVersion!: string;

  @Field(() => Int, { nullable: true, description: 'Input tokens of this turn; null if unknown.' })
  @Column({ type: 'integer', nullable: true })
  inputTokens!: number | null;

  @Field(() => Int, { nullable: true, description: 'Output tokens of this turn; null if unknown.' })
  @Column({ type: 'integer', nullable: true })
  outputTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Wall time of the agent for this turn in ms; null if unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  latencyMs!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Natural logarithm of the probability that the policy assigned to this turn; null if unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  logProbability!: number | null;
}
