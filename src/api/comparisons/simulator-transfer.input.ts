import { Field, ID, InputType } from 'type-graphql';
import { COMPARISON_LIMITS } from '../../services/comparisons/compare-evaluations';
import { BoundedList } from '../guards/argument-limits';
import { EvaluationSettingsInput } from '../evaluation/evaluation-settings.input';

@InputType('SimulatorTransferInput', { description: 'One policy under several users.' })
export class SimulatorTransferInput {
  @BoundedList(() => ID, {
    max: COMPARISON_LIMITS.evaluations,
    description: 'Evaluations of one policy that are done, each with another user simulator, at least 1.',
  })
  evaluationIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description:
      'The evaluation whose users were people. Absent: the one whose simulator is HUMAN, if any. It counts as one of the 10.',
  })
  humanEvaluationId?: string | null;

  @Field(() => EvaluationSettingsInput, { nullable: true, description: 'Settings that differ from the default.' })
  settings?: EvaluationSettingsInput | null;
}
