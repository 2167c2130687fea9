import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import type { ThresholdResult } from '../../domain/calibration/calibration-report';
import { enumOf } from '../../model/enums';

const ThresholdNameEnum = enumOf([
  'NON_ZERO_VALUES',
  'MISMATCHES',
  'DISCRIMINATIVE_ACCURACY',
  'REWARD_OUTCOME_CORRELATION',
] as const satisfies readonly ThresholdResult['name'][]);
registerEnumType(ThresholdNameEnum, {
  name: 'AcceptanceThreshold',
  description: 'A condition that a proposed scheme must meet.',
  valuesConfig: {
    NON_ZERO_VALUES: { description: 'At least one tier has a value other than 0.' },
    MISMATCHES: { description: 'Few enough tiers have a mean advantage without the intended sign.' },
    DISCRIMINATIVE_ACCURACY: { description: 'The mean turn reward tells passing from failing rollouts well enough.' },
    REWARD_OUTCOME_CORRELATION: { description: 'The mean turn reward correlates with the outcome (eta).' },
  },
});

@ObjectType('ThresholdResult', { description: 'A condition of acceptance and how it came out.' })
export class ThresholdResultType implements ThresholdResult {
  @Field(() => ThresholdNameEnum, { description: 'The condition.' })
  name!: ThresholdResult['name'];

  @Field(() => Float, { description: 'What is asked for.' })
  limit!: number;

  @Field(() => Float, { nullable: true, description: 'What was found; null when undefined, and then it is not met.' })
  measured!: number | null;

  @Field(() => Boolean, { description: 'Whether it holds.' })
  isMet!: boolean;

  @Field(() => Float, { nullable: true, description: 'By how much it was missed; 0 when met, null when undefined.' })
  shortfall!: number | null;

  @Field(() => String, { description: 'The same in words.' })
  message!: string;
}
