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
  description: 'A condition that a proposed scheme must meet to be accepted.',
  valuesConfig: {
    NON_ZERO_VALUES: { description: 'At least one tier has a value other than 0.' },
    MISMATCHES: { description: 'Max number of tiers whose mean advantage has the wrong sign.' },
    DISCRIMINATIVE_ACCURACY: {
      description: 'Min discriminative accuracy of the mean turn reward for passing against failing rollouts.',
    },
    REWARD_OUTCOME_CORRELATION: { description: 'Min correlation between mean turn reward and outcome (eta).' },
  },
});

@ObjectType('ThresholdResult', { description: 'An acceptance condition and its result.' })
export class ThresholdResultType implements ThresholdResult {
  @Field(() => ThresholdNameEnum, { description: 'The condition.' })
  name!: ThresholdResult['name'];

  @Field(() => Float, { description: 'Threshold.' })
  limit!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Observed value; null if undefined, in which case the condition is not met.',
  })
  measured!: number | null;

  @Field(() => Boolean, { description: 'Whether the condition is met.' })
  isMet!: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'Amount by which the threshold was missed; 0 if met, null if undefined.',
  })
  shortfall!: number | null;

  @Field(() => String, { description: 'The result as a sentence.' })
  message!: string;
}
