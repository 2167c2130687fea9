import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import { COMPARISON_DESIGNS } from '../../services/comparisons/stored-comparison-report';
import { EVALUATION_PARTS } from '../../services/evaluation/recompute-evaluation';

export const ComparisonDesignEnum = enumOf(COMPARISON_DESIGNS);
registerEnumType(ComparisonDesignEnum, {
  name: 'ComparisonDesign',
  description: 'Which evaluations are compared with which.',
  valuesConfig: {
    WITH_FIRST: { description: 'Each with the first.' },
    ALL_PAIRS: { description: 'Each with each.' },
  },
});

export const EvaluationPartEnum = enumOf(EVALUATION_PARTS);
registerEnumType(EvaluationPartEnum, {
  name: 'EvaluationPart',
  description: 'A part of what an evaluation rests on, or its report.',
  valuesConfig: {
    CODE_VERSION: { description: 'Version of the code.' },
    STATISTICS_VERSION: { description: 'Version of the statistics.' },
    TASKS: { description: 'Task sets, names and contents of the tasks.' },
    POLICY: { description: 'How the policy is run.' },
    USER_SIMULATORS: { description: 'How the users of the rollouts are run.' },
    SOURCE: { description: 'Settings of the collection, or which recorded rollouts.' },
    OUTCOMES: { description: 'Task, trial, outcome class, reward and seed of the rollouts.' },
    FAULTS: { description: 'Whom people blame for failed rollouts.' },
    REPORT: { description: 'The report, byte for byte.' },
  },
});

export const ColumnKindEnum = enumOf(['SIMULATED', 'HUMAN']);
registerEnumType(ColumnKindEnum, {
  name: 'TransferColumnKind',
  description: 'Who the users of a column were.',
  valuesConfig: {
    SIMULATED: { description: 'A user simulator.' },
    HUMAN: { description: 'People.' },
  },
});

export const PermutationMethodEnum = enumOf(['EXACT', 'MONTE_CARLO']);
registerEnumType(PermutationMethodEnum, {
  name: 'PermutationMethod',
  description: 'How a permutation test was made.',
  valuesConfig: {
    EXACT: { description: 'Over every exchange of trials within tasks.' },
    MONTE_CARLO: { description: 'Over random exchanges of trials within tasks.' },
  },
});
