import { Field, Float, InputType, Int } from 'type-graphql';
import type { StandardDeviationKind } from '../../domain/advantages/estimator-settings';
import type { EstimatorName } from '../../domain/advantages/estimators';
import {
  DEFAULT_CALIBRATION_SETTINGS as DEFAULTS,
  type ProposalMethod,
  type ProposalStatistic,
} from '../../domain/calibration/calibration-settings';
import type { CalibrationChoice } from '../../services/calibration/resolve-calibration-settings';
import { EstimatorEnum, ProposalMethodEnum, ProposalStatisticEnum, StandardDeviationEnum } from './calibration-enums';
import { omitNullish } from '../graph/omit-nullish';

@InputType('EstimatorSettingsInput', {
  description: 'Constants of the advantage estimators; absent ones take the default.',
})
export class EstimatorSettingsInput {
  @Field(() => Float, {
    nullable: true,
    description: `Discount per turn of GTPO and HYBRID, 0 to 1; default ${DEFAULTS.estimatorSettings.gamma}.`,
  })
  gamma?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Weight of the outcome in HYBRID, within +-1000; default ${DEFAULTS.estimatorSettings.lambda}.`,
  })
  lambda?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Added to every standard deviation that divides, 0 to 1; default ${DEFAULTS.estimatorSettings.epsilon}.`,
  })
  epsilon?: number | null;

  @Field(() => StandardDeviationEnum, {
    nullable: true,
    description: `Which standard deviation; default ${DEFAULTS.estimatorSettings.standardDeviation}.`,
  })
  standardDeviation?: StandardDeviationKind | null;
}

@InputType('AcceptanceInput', {
  description: 'Conditions of acceptance. An absent one takes the default; null is not tested.',
})
export class AcceptanceInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Tiers whose mean advantage has not the intended sign: at most this many, at least 0; default 0.',
  })
  maxMismatches?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Discriminative accuracy: at least this, 0 to 1; default 0.65.',
  })
  minDiscriminativeAccuracy?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Correlation of the mean turn reward with the outcome (eta): above this, -1 to 1; by default not tested.',
  })
  minRewardOutcomeCorrelation?: number | null;
}

@InputType('CalibrationSettingsInput', { description: 'Settings of a calibration; absent ones take the default.' })
export class CalibrationSettingsInput {
  @Field(() => ProposalStatisticEnum, {
    nullable: true,
    description: `Which correlation drives the proposal; default ${DEFAULTS.statistic}.`,
  })
  statistic?: ProposalStatistic | null;

  @Field(() => ProposalMethodEnum, {
    nullable: true,
    description: `How values follow from correlations; default ${DEFAULTS.method}.`,
  })
  method?: ProposalMethod | null;

  @Field(() => Float, {
    nullable: true,
    description: `A tier is discriminative when |rho| is above this, 0 to 1; default ${DEFAULTS.delta}.`,
  })
  delta?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'PROPORTIONAL: value per unit of correlation, within +-1000. Absent: the largest |value| becomes 1.',
  })
  alpha?: number | null;

  @Field(() => EstimatorEnum, {
    nullable: true,
    description: `The estimator whose mismatches decide; default ${DEFAULTS.estimator}.`,
  })
  estimator?: EstimatorName | null;

  @Field(() => EstimatorSettingsInput, { nullable: true, description: 'Constants of the estimators.' })
  estimatorSettings?: EstimatorSettingsInput | null;

  @Field(() => AcceptanceInput, { nullable: true, description: 'Conditions of acceptance.' })
  acceptance?: AcceptanceInput | null;

  @Field(() => Int, {
    nullable: true,
    description: `Draws of the bootstrap over tasks, 0 to 100,000; default ${DEFAULTS.bootstrapDraws}.`,
  })
  bootstrapDraws?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Draws of the permutation test, 0 to 100,000; default ${DEFAULTS.permutationDraws}.`,
  })
  permutationDraws?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Folds of tasks for the cross-fitted accuracy, 2 to 1,000; default ${DEFAULTS.folds}.`,
  })
  folds?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `An integer, 0 to 2^32 - 1: same rollouts, settings and seed give the same bytes; default ${DEFAULTS.seed}.`,
  })
  seed?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `The round with this number is the last, 1 to 100; default ${DEFAULTS.maxRounds}.`,
  })
  maxRounds?: number | null;
}

/** Any of the members of a CalibrationSettingsInput: other inputs ask for some of them. */
type ChosenSettings = { readonly [Name in keyof CalibrationSettingsInput]?: CalibrationSettingsInput[Name] };

/** What the service takes: null means the default, except in `acceptance`, where it means not tested. */
export function calibrationChoiceOf(input: ChosenSettings | null | undefined): CalibrationChoice {
  if (input === null || input === undefined) return {};
  const { estimatorSettings, acceptance, ...plain } = input;
  return {
    ...omitNullish(plain),
    ...(estimatorSettings && { estimatorSettings: omitNullish(estimatorSettings) }),
    ...(acceptance && { acceptance: Object.fromEntries(Object.entries(acceptance)) }),
  };
}
