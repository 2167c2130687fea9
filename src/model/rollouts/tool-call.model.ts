import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Turn } from './turn.model';

/** Arguments and result are text as they were written: a parsed copy would lose key order and the kind of numbers. */
@ObjectType('ToolCall', { description: 'One call of a tool by the agent, with what came back, verbatim.' })
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

  @Field(() => Int, { description: 'Position in the turn, from 0.' })
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => String, { description: 'Name of the tool as the agent wrote it.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'JSON text as the agent wrote it; may fail to parse.' })
  @Column({ type: 'text' })
  arguments!: string;

  @Field(() => String, { nullable: true, description: 'Text of the tool; null when the record holds no result.' })
  @Column({ type: 'text', nullable: true })
  result!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'The record’s explicit error status; null when it has none.' })
  @Column({ type: 'boolean', nullable: true })
  isError!: boolean | null;
}
