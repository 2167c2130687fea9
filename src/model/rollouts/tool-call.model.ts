import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Turn } from './turn.model';

/** Arguments and result are verbatim text: a parsed copy would lose the order of keys and the format of numbers. */
@ObjectType('ToolCall', { description: 'A tool call of the agent with its result, both verbatim.' })
@Entity('tool_call')
@Index('tool_call_name_idx', ['tenantId', 'name', 'rolloutId'])
@ForeignKey(() => Turn, ['tenantId', 'rolloutId', 'turnIndex'], ['tenantId', 'rolloutId', 'index'], {
  name: 'tool_call_turn_fkey',
  onDelete: 'CASCADE',
})
export class ToolCall {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  rolloutId!: string;

  @PrimaryColumn({ type: 'integer' })
  turnIndex!: number;

  @Field(() => Int, { description: 'Index within the turn, from 0.' })
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => String, { description: 'Tool name as written by the agent.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Arguments as JSON text as written by the agent; may be invalid JSON.' })
  @Column({ type: 'text' })
  arguments!: string;

  @Field(() => String, { nullable: true, description: 'Output of the tool; null if the record has no result.' })
  @Column({ type: 'text', nullable: true })
  result!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Error status stated in the record; null if it states none.' })
  @Column({ type: 'boolean', nullable: true })
  isError!: boolean | null;
}
