import { Field, ID, InputType } from 'type-graphql';
import { COMPARISON_LIMITS, type CompareEvaluationsCommand } from '../../services/comparisons/compare-evaluations';
import type { ComparisonDesign } from '../../services/comparisons/stored-comparison-report';
import { BoundedList } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { ComparisonDesignEnum } from '../evaluation/evaluation-enums';
import { EvaluationSettingsInput, evaluationChoiceOf } from '../evaluation/evaluation-settings.input';

@InputType('CompareEvaluationsInput', { description: 'Evaluations and settings of a comparison.' })
export class CompareEvaluationsInput {
  @BoundedList(() => ID, {
    max: COMPARISON_LIMITS.evaluations,
    description: 'Finished evaluations, at least 2, without duplicates. In each pair the earlier one is the baseline.',
  })
  evaluationIds!: string[];

  @Field(() => ComparisonDesignEnum, {
    defaultValue: 'WITH_FIRST',
    description: 'Pairs to compare. P-values are corrected for their number, so choose before you look at results.',
  })
  design!: ComparisonDesign;

  @Field(() => EvaluationSettingsInput, {
    nullable: true,
    description: 'Settings; absent ones take the default. The settings of the evaluations are not used.',
  })
  settings?: EvaluationSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** What the service takes. */
export function compareEvaluationsOf({
  evaluationIds,
  design,
  settings,
}: CompareEvaluationsInput): CompareEvaluationsCommand {
  return { evaluationIds, design, settings: evaluationChoiceOf(settings) };
}
