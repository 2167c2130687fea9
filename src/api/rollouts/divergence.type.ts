import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  type ArgumentDifference,
  type Divergence,
  DIVERGENCE_KINDS,
  type DivergenceKind,
} from '../../domain/classification/first-divergence';
import { enumOf } from '../../model/enums';
import { GoldenActionType } from '../tasks/golden-action.type';

const DivergenceKindEnum = enumOf(DIVERGENCE_KINDS);
registerEnumType(DivergenceKindEnum, {
  name: 'DivergenceKind',
  description: 'How a rollout left the golden path.',
  valuesConfig: {
    WRONG_ARGUMENTS: { description: 'It did a golden action that was still open, with other arguments.' },
    WRONG_WRITE: { description: 'It changed the database with an action that no open golden action has.' },
    MISSING_ACTION: { description: 'It never did a golden action that changes the database.' },
    MISSING_OUTPUT: { description: 'It never told the user an expected output.' },
  },
});

@ObjectType('ArgumentDifference', { description: 'One argument in which a call differs from the golden action.' })
export class ArgumentDifferenceType implements ArgumentDifference {
  @Field(() => String, { description: 'Name of the argument.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Golden value as canonical JSON text; null when it has none.' })
  golden!: string | null;

  @Field(() => String, { nullable: true, description: 'Value of the call as canonical JSON text; null without one.' })
  actual!: string | null;
}

@ObjectType('DivergentCall', { description: 'The call with which a rollout left the golden path.' })
export class DivergentCall {
  @Field(() => String, { description: 'Name of the tool as the agent wrote it.' })
  name!: string;

  @Field(() => String, { description: 'JSON text as the agent wrote it.' })
  arguments!: string;
}

@ObjectType('Divergence', { description: 'The first place at which a failed rollout left the golden path.' })
export class DivergenceType implements Divergence {
  @Field(() => DivergenceKindEnum, { description: 'How it left the path.' })
  kind!: DivergenceKind;

  @Field(() => Int, { nullable: true, description: 'Index of the turn; null for what is missing at the end.' })
  turnIndex!: number | null;

  @Field(() => DivergentCall, { nullable: true, description: 'The wrong call; null for what is missing at the end.' })
  call!: DivergentCall | null;

  @Field(() => GoldenActionType, {
    nullable: true,
    description: 'The golden action that was meant (the nearest of that name) or is missing; null when there is none.',
  })
  golden!: GoldenActionType | null;

  @Field(() => [ArgumentDifferenceType], {
    description: 'In which arguments `call` and `golden` differ, by name; empty unless WRONG_ARGUMENTS.',
  })
  differences!: readonly ArgumentDifference[];

  @Field(() => String, { nullable: true, description: 'The expected output that was never said.' })
  missingOutput!: string | null;
}
