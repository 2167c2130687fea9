import { Field, ID, InputType } from 'type-graphql';
import { COMPARISON_LIMITS, type CompareEvaluationsCommand } from '../../services/comparisons/compare-evaluations';
import type { ComparisonDesign } from '../../services/comparisons/stored-comparison-report';
import { BoundedList } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { ComparisonDesignEnum } from '../evaluation/evaluation-enums';
import { EvaluationSettingsInput, evaluationChoiceOf } from '../evaluation/evaluation-settings.input';

@InputType('CompareEvaluationsInput', { description: 'Which evaluations to compare, and how.' })
export class CompareEvaluationsInput {
  @BoundedList(() => ID, {
    max: COMPARISON_LIMITS.evaluations,
    description: 'Evaluations that are done, at least 2, none twice. The earlier of a pair is its baseline.',
  })
  evaluationIds!: string[];

  @Field(() => ComparisonDesignEnum, {
    defaultValue: 'WITH_FIRST',
    description: 'Which pairs. Corrections are for their number, so choose before you look.',
  })
  design!: ComparisonDesign;

  @Field(() => EvaluationSettingsInput, {
    nullable: true,
    description: 'Settings that differ from the default; those of the evaluations do not count.',
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
