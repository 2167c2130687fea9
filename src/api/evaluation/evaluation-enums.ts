import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import { COMPARISON_DESIGNS } from '../../services/comparisons/stored-comparison-report';
import { EVALUATION_PARTS } from '../../services/evaluation/recompute-evaluation';

export const ComparisonDesignEnum = enumOf(COMPARISON_DESIGNS);
registerEnumType(ComparisonDesignEnum, {
  name: 'ComparisonDesign',
  description: 'Which evaluations are compared with each other.',
  valuesConfig: {
    WITH_FIRST: { description: 'Every other evaluation with the first.' },
    ALL_PAIRS: { description: 'Every pair of evaluations.' },
  },
});

export const EvaluationPartEnum = enumOf(EVALUATION_PARTS);
registerEnumType(EvaluationPartEnum, {
  name: 'EvaluationPart',
  description: 'A part of an evaluation that a recomputation checks: one of its inputs, or its report.',
  valuesConfig: {
    CODE_VERSION: { description: 'Version of the code.' },
    STATISTICS_VERSION: { description: 'Version of the statistics.' },
    TASKS: { description: 'Task sets, names and contents of the tasks.' },
    POLICY: { description: 'Specification of the policy.' },
    USER_SIMULATORS: { description: 'Specification of the user simulators.' },
    SOURCE: { description: 'Settings of the collection, or the selection of recorded rollouts.' },
    OUTCOMES: { description: 'Task, trial, outcome class, reward and seed of the rollouts.' },
    FAULTS: { description: 'Faults marked on failed rollouts.' },
    REPORT: { description: 'The report, byte for byte.' },
  },
});

export const ColumnKindEnum = enumOf(['SIMULATED', 'HUMAN']);
registerEnumType(ColumnKindEnum, {
  name: 'TransferColumnKind',
  description: 'Who played the user in a column.',
  valuesConfig: {
    SIMULATED: { description: 'A user simulator.' },
    HUMAN: { description: 'People.' },
  },
});

export const PermutationMethodEnum = enumOf(['EXACT', 'MONTE_CARLO']);
registerEnumType(PermutationMethodEnum, {
  name: 'PermutationMethod',
  description: 'Method of a permutation test.',
  valuesConfig: {
    EXACT: { description: 'Exact: all reassignments of trials within tasks.' },
    MONTE_CARLO: { description: 'Random reassignments of trials within tasks.' },
  },
});
