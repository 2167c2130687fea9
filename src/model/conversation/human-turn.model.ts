import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { ApiKey } from '../organizations/api-key.model';
import { Collection } from '../collection/collection.model';
import { type HumanTurnState, HumanTurnStateEnum, HUMAN_TURN_STATES } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/**
 * A message of the agent that a person playing the user is asked to answer. The worker that asks waits until this row
 * is final.
 */
@ObjectType('HumanTurn', {
  implements: Node,
  description: 'A message of the agent to a user played by a person, and the reply of that person.',
})
@Entity('human_turn')
@Unique('human_turn_session_index_key', ['tenantId', 'sessionId', 'index'])
@Index('human_turn_state_created_idx', ['tenantId', 'state', 'createdAt', 'id'])
@Index('human_turn_conversation_idx', ['tenantId', 'conversationId'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'human_turn_experiment_fkey' })
@ForeignKey(() => Collection, ['tenantId', 'collectionId'], ['tenantId', 'id'], { name: 'human_turn_collection_fkey' })
@ForeignKey(() => ApiKey, ['tenantId', 'answeredById'], ['tenantId', 'id'], { name: 'human_turn_answered_by_fkey' })
@Check('human_turn_trial_check', 'trial >= 0')
@Check('human_turn_index_check', 'index >= 0')
@CheckOneOf('human_turn_state_check', 'state', HUMAN_TURN_STATES)
@Check('human_turn_ended_check', `(state = 'WAITING') = (ended_at IS NULL)`)
@Check('human_turn_answer_check', `(state = 'ANSWERED') = (answer_text IS NOT NULL AND answered_by_id IS NOT NULL)`)
export class HumanTurn extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  /** Null if the conversation does not belong to a collection. */
  @Column({ type: 'uuid', nullable: true })
  collectionId!: string | null;

  @Field(() => ID, { description: 'Id of the conversation, for the subscription `conversation`.' })
  @Column({ type: 'uuid' })
  conversationId!: string;

  /** One play of the conversation. If a worker is lost, the conversation restarts under the same conversation id. */
  @Column({ type: 'uuid' })
  sessionId!: string;

  @Field(() => String, { description: 'Id of the task in its benchmark.' })
  @Column({ type: 'text' })
  taskExternalId!: string;

  @Field(() => Int, { description: 'Index of the conversation among those of its task, from 0.' })
  @Column({ type: 'integer' })
  trial!: number;

  @Field(() => Int, { description: 'Index among the turns of the user in the conversation, from 0.' })
  @Column({ type: 'integer' })
  index!: number;

  @Field(() => String, { description: 'Instruction for the person who plays the user: what the user wants and knows.' })
  @Column({ type: 'text' })
  instruction!: string;

  @Field(() => String, { description: 'Message of the agent that needs a reply.' })
  @Column({ type: 'text' })
  agentText!: string;

  @Field(() => HumanTurnStateEnum, { description: 'Current state.' })
  @Column({ type: 'text', default: 'WAITING' })
  state!: HumanTurnState;

  @Field(() => Date, { description: 'Deadline for the reply.' })
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Time at which it was answered, expired or was cancelled; null while WAITING.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Reply of the person; null unless ANSWERED.' })
  @Column({ type: 'text', nullable: true })
  answerText!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the API key that sent the reply; null unless ANSWERED.' })
  @Column({ type: 'uuid', nullable: true })
  answeredById!: string | null;
}
