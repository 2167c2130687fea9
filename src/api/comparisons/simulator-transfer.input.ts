import { Field, ID, InputType } from 'type-graphql';
import { COMPARISON_LIMITS } from '../../services/comparisons/compare-evaluations';
import { BoundedList } from '../guards/argument-limits';
import { EvaluationSettingsInput } from '../evaluation/evaluation-settings.input';

@InputType('SimulatorTransferInput', { description: 'Evaluations of one policy with several user simulators.' })
export class SimulatorTransferInput {
  @BoundedList(() => ID, {
    max: COMPARISON_LIMITS.evaluations,
    description: 'Finished evaluations of one policy, each with a different user simulator, at least 1.',
  })
  evaluationIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description:
      'Evaluation in which people played the user; counts towards the max of 10. Default: the one whose simulator is HUMAN, if any.',
  })
  humanEvaluationId?: string | null;

  @Field(() => EvaluationSettingsInput, { nullable: true, description: 'Settings; absent ones take the default.' })
  settings?: EvaluationSettingsInput | null;
}
