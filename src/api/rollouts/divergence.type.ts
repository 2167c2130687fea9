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
  description: 'How a rollout diverged from the golden path.',
  valuesConfig: {
    WRONG_ARGUMENTS: { description: 'A call matched an open golden action, but with different arguments.' },
    WRONG_WRITE: { description: 'A call changed the database and matched no open golden action.' },
    MISSING_ACTION: { description: 'A golden action that changes the database was never executed.' },
    MISSING_OUTPUT: { description: 'An expected output was never said to the user.' },
  },
});

@ObjectType('ArgumentDifference', { description: 'An argument in which a call differs from the golden action.' })
export class ArgumentDifferenceType implements ArgumentDifference {
  @Field(() => String, { description: 'Name of the argument.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Value in the golden action as canonical JSON text; null if it has none.',
  })
  golden!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Value in the call as canonical JSON text; null if it has none.',
  })
  actual!: string | null;
}

@ObjectType('DivergentCall', { description: 'The call with which a rollout diverged from the golden path.' })
export class DivergentCall {
  @Field(() => String, { description: 'Tool name as written by the agent.' })
  name!: string;

  @Field(() => String, { description: 'Arguments as JSON text as written by the agent.' })
  arguments!: string;
}

@ObjectType('Divergence', { description: 'The first point at which a failed rollout diverged from the golden path.' })
export class DivergenceType implements Divergence {
  @Field(() => DivergenceKindEnum, { description: 'Kind of divergence.' })
  kind!: DivergenceKind;

  @Field(() => Int, { nullable: true, description: 'Index of the turn; null for something missing at the end.' })
  turnIndex!: number | null;

  @Field(() => DivergentCall, {
    nullable: true,
    description: 'The divergent call; null for something missing at the end.',
  })
  call!: DivergentCall | null;

  @Field(() => GoldenActionType, {
    nullable: true,
    description:
      'The golden action that is missing or was intended (the nearest with that name); null if there is none.',
  })
  golden!: GoldenActionType | null;

  @Field(() => [ArgumentDifferenceType], {
    description: 'Arguments in which `call` and `golden` differ, sorted by name; empty unless WRONG_ARGUMENTS.',
  })
  differences!: readonly ArgumentDifference[];

  @Field(() => String, {
    nullable: true,
    description: 'The expected output that was never said; null for other kinds.',
  })
  missingOutput!: string | null;
}
