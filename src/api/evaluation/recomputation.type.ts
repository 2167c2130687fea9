import { Extensions, Field, ObjectType } from 'type-graphql';
import type { EvaluationPart } from '../../services/evaluation/recompute-evaluation';
import { EvaluationPartEnum } from './evaluation-enums';

@ObjectType('EvaluationDifference', {
  description: 'A part that differs between the stored and the recomputed evaluation.',
})
export class EvaluationDifferenceType {
  @Field(() => EvaluationPartEnum, { description: 'The part.' })
  part!: EvaluationPart;

  @Field(() => String, { description: 'Stored version or hash.' })
  stored!: string;

  @Field(() => String, { description: 'Current version or hash.' })
  computed!: string;
}

@ObjectType('Recomputation', { description: 'Recomputation of an evaluation from the current rows.' })
export class RecomputationType {
  @Field(() => Boolean, { description: 'Whether the report is identical, byte for byte.' })
  isSame!: boolean;

  @Field(() => String, { description: 'SHA-256 of the recomputed report.' })
  reportHash!: string;

  @Field(() => String, { description: 'The recomputed report as JSON text.' })
  reportJson!: string;

  @Extensions({ assumedLength: 9 })
  @Field(() => [EvaluationDifferenceType], {
    description: 'Parts that differ. A report can be identical although some of its inputs changed.',
  })
  differences!: readonly EvaluationDifferenceType[];
}
