import { Extensions, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../errors';
import { enumOf, ErrorCodeEnum } from '../../model/enums';
import type { RowVerdict } from '../../services/rollouts/ingest-rollouts';
import { LIMITS } from '../guards/limits';

const RowStatusEnum = enumOf(['ACCEPTED', 'DUPLICATE', 'REJECTED'] as const);
registerEnumType(RowStatusEnum, {
  name: 'RowStatus',
  description: 'Status of a row of a batch.',
  valuesConfig: {
    ACCEPTED: { description: 'Stored and committed.' },
    DUPLICATE: { description: 'The experiment already has this row; nothing was changed.' },
    REJECTED: { description: 'Not stored; `field` and `message` give the reason.' },
  },
});

@ObjectType('RowVerdict', { description: 'Result for one row of a batch.' })
export class RowVerdictType {
  @Field(() => Int, { description: 'Index in the batch, from 0.' })
  row!: number;

  @Field(() => RowStatusEnum, { description: 'Status of the row.' })
  status!: RowVerdict['status'];

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the stored rollout, for a duplicate that of the existing one; null if rejected.',
  })
  rolloutId!: string | null;

  @Field(() => ErrorCodeEnum, { nullable: true, description: 'Error code; null unless rejected.' })
  code!: ErrorCode | null;

  @Field(() => String, { nullable: true, description: 'Invalid field; null unless rejected.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'Error message with value and limit; null unless rejected.' })
  message!: string | null;
}

@ObjectType('IngestRolloutsPayload', { description: 'Results of a batch, one verdict per row, in order.' })
export class IngestRolloutsPayload {
  @Field(() => Int, { description: 'Number of rows stored.' })
  accepted!: number;

  @Field(() => Int, { description: 'Number of rows that the experiment already had.' })
  duplicates!: number;

  @Field(() => Int, { description: 'Number of rows not stored.' })
  rejected!: number;

  @Extensions({ assumedLength: LIMITS.batchRows })
  @Field(() => [RowVerdictType], { description: 'One verdict per row, in order.' })
  verdicts!: readonly RowVerdictType[];
}

export function toIngestRolloutsPayload(verdicts: readonly RowVerdict[]): IngestRolloutsPayload {
  const count = (status: RowVerdict['status']) => verdicts.filter((verdict) => verdict.status === status).length;
  return Object.assign(new IngestRolloutsPayload(), {
    accepted: count('ACCEPTED'),
    duplicates: count('DUPLICATE'),
    rejected: count('REJECTED'),
    verdicts: verdicts.map((verdict) => ({ ...verdict, code: verdict.status === 'REJECTED' ? 'INVALID_INPUT' : null })),
  });
}
