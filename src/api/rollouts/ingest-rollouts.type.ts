import { Extensions, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../errors';
import { enumOf, ErrorCodeEnum } from '../../model/enums';
import type { RowVerdict } from '../../services/rollouts/ingest-rollouts';
import { LIMITS } from '../guards/limits';

const RowStatusEnum = enumOf(['ACCEPTED', 'DUPLICATE', 'REJECTED'] as const);
registerEnumType(RowStatusEnum, {
  name: 'RowStatus',
  description: 'What became of a row of a batch.',
  valuesConfig: {
    ACCEPTED: { description: 'Stored, and committed when the answer is sent.' },
    DUPLICATE: { description: 'The experiment has it already; nothing was changed.' },
    REJECTED: { description: 'Not stored; field and message say why.' },
  },
});

@ObjectType('RowVerdict', { description: 'What became of one row of a batch.' })
export class RowVerdictType {
  @Field(() => Int, { description: 'Position in the batch, from 0.' })
  row!: number;

  @Field(() => RowStatusEnum, { description: 'What became of it.' })
  status!: RowVerdict['status'];

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the stored rollout (of the earlier one for a duplicate); null when rejected.',
  })
  rolloutId!: string | null;

  @Field(() => ErrorCodeEnum, { nullable: true, description: 'Code of the error; null unless rejected.' })
  code!: ErrorCode | null;

  @Field(() => String, { nullable: true, description: 'The field that is at fault; null unless rejected.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'What is wrong, with value and limit; null when accepted.' })
  message!: string | null;
}

@ObjectType('IngestRolloutsPayload', { description: 'What became of a batch: one verdict for each row, in order.' })
export class IngestRolloutsPayload {
  @Field(() => Int, { description: 'Rows stored.' })
  accepted!: number;

  @Field(() => Int, { description: 'Rows that the experiment had already.' })
  duplicates!: number;

  @Field(() => Int, { description: 'Rows not stored.' })
  rejected!: number;

  @Extensions({ assumedLength: LIMITS.batchRows })
  @Field(() => [RowVerdictType], { description: 'One verdict for each row, in order.' })
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
