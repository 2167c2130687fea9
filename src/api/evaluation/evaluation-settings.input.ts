import { Extensions, Field, Float, InputType, Int } from 'type-graphql';
import {
  DEFAULT_EVALUATION_SETTINGS as DEFAULTS,
  type TrialConvention,
} from '../../domain/evaluation/evaluation-settings';
import { FAULTS, type Fault } from '../../domain/evaluation/outcome-matrix';
import { FaultEnum, TrialConventionEnum } from '../../model/enums';
import type { EvaluationChoice } from '../../services/evaluation/resolve-evaluation-settings';
import { omitNullish } from '../graph/omit-nullish';

/** Draws of one evaluation or comparison through the API; the statistics themselves take more. */
const MAX_DRAWS = 1_000_000;

@InputType('EvaluationSettingsInput', {
  description: 'Settings of an evaluation or a comparison; absent ones take the default.',
})
export class EvaluationSettingsInput {
  @Field(() => TrialConventionEnum, {
    nullable: true,
    description: `Which trials pass^k and pass@k count; default ${DEFAULTS.trialConvention}.`,
  })
  trialConvention?: TrialConvention | null;

  @Field(() => Float, {
    nullable: true,
    description: `Confidence of every interval, above 0 and below 1; default ${DEFAULTS.confidence}.`,
  })
  confidence?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Draws of the bootstrap over tasks, 0 to ${MAX_DRAWS}; below 2 there are no bootstrap intervals. Default ${DEFAULTS.bootstrapDraws}.`,
  })
  bootstrapDraws?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Random permutations of a comparison where enumeration is too much work, 1 to ${MAX_DRAWS}; default ${DEFAULTS.permutationDraws}.`,
  })
  permutationDraws?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Power for which a comparison gives the smallest effect, above 0 and below 1; default ${DEFAULTS.power}.`,
  })
  power?: number | null;

  @Extensions({ max: FAULTS.length })
  @Field(() => [FaultEnum], {
    nullable: true,
    description:
      'Rollouts that people blame on these are left out; the report says how many and which. Only failures are blamed, so what is left leans upward. At most 4 entries.',
  })
  withoutFaults?: Fault[] | null;

  @Field(() => Int, {
    nullable: true,
    description: `pass^k and pass@k are given up to this k, 1 to 1,000; default ${DEFAULTS.maxK}.`,
  })
  maxK?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `An integer, 0 to 2^32 - 1: same rollouts, settings and seed give the same bytes; default ${DEFAULTS.seed}.`,
  })
  seed?: number | null;
}

/** What the services take. */
export function evaluationChoiceOf(input: EvaluationSettingsInput | null | undefined): EvaluationChoice {
  if (input === null || input === undefined) return {};
  const { withoutFaults, ...plain } = input;
  return { ...omitNullish(plain), ...(withoutFaults && { excludedFaults: withoutFaults }) };
}
