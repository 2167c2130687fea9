import { Extensions, Field, ObjectType } from 'type-graphql';
import type { EvaluationPart } from '../../services/evaluation/recompute-evaluation';
import { EvaluationPartEnum } from './evaluation-enums';

@ObjectType('EvaluationDifference', { description: 'A part that is not as it was.' })
export class EvaluationDifferenceType {
  @Field(() => EvaluationPartEnum, { description: 'Which one.' })
  part!: EvaluationPart;

  @Field(() => String, { description: 'As the evaluation stored it: a version, else a hash.' })
  stored!: string;

  @Field(() => String, { description: 'As it is now.' })
  computed!: string;
}

@ObjectType('Recomputation', { description: 'An evaluation computed again from the rows as they stand.' })
export class RecomputationType {
  @Field(() => Boolean, { description: 'Whether the report has the same bytes.' })
  isSame!: boolean;

  @Field(() => String, { description: 'SHA-256 of the new report.' })
  reportHash!: string;

  @Field(() => String, { description: 'The new report as JSON text.' })
  reportJson!: string;

  @Extensions({ assumedLength: 9 })
  @Field(() => [EvaluationDifferenceType], {
    description: 'What is not as it was; what changed may leave the report as it was.',
  })
  differences!: readonly EvaluationDifferenceType[];
}
