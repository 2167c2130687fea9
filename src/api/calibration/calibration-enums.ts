import { registerEnumType } from 'type-graphql';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import { PROPOSAL_METHODS, PROPOSAL_STATISTICS } from '../../domain/calibration/calibration-settings';
import { enumOf } from '../../model/enums';
import { describeEstimators } from './estimator-descriptions';

export const VerdictEnum = enumOf(['ACCEPTED', 'REJECTED', 'FIXED_POINT', 'EXHAUSTED'] as const);
registerEnumType(VerdictEnum, {
  name: 'CalibrationVerdict',
  description: 'Verdict of a calibration round. Only ACCEPTED is success.',
  valuesConfig: {
    ACCEPTED: { description: 'All acceptance thresholds that are set were met.' },
    REJECTED: { description: 'At least one threshold was missed; the report lists each and by how much.' },
    FIXED_POINT: {
      description:
        'Not accepted, and the proposal equals that of the previous round on the same rollouts. Collect new rollouts or change the settings.',
    },
    EXHAUSTED: { description: 'Not accepted within the max number of rounds.' },
  },
});

export const ProposalStatisticEnum = enumOf(PROPOSAL_STATISTICS);
registerEnumType(ProposalStatisticEnum, {
  name: 'ProposalStatistic',
  description: 'Which correlation between a tier’s presence and the outcome drives the proposal.',
  valuesConfig: {
    WITHIN_TASK: {
      description:
        'Within-task correlation: each task’s mean is subtracted first, so that easy tasks do not look like evidence.',
    },
    RAW: { description: 'Point-biserial correlation over all rollouts, as in the paper.' },
  },
});

export const ProposalMethodEnum = enumOf(PROPOSAL_METHODS);
registerEnumType(ProposalMethodEnum, {
  name: 'ProposalMethod',
  description: 'How values are derived from correlations.',
  valuesConfig: {
    PROPORTIONAL: { description: 'alpha times the correlation if the tier is discriminative, otherwise 0.' },
    ANCHORED: {
      description:
        'Starts from an existing scheme; the evidence keeps, flips or zeroes each value (Table 4 of the paper).',
    },
  },
});

export const EstimatorEnum = enumOf(ESTIMATOR_NAMES);
registerEnumType(EstimatorEnum, {
  name: 'AdvantageEstimator',
  description: 'Advantage estimators that need only recorded rewards.',
  valuesConfig: describeEstimators(ESTIMATOR_NAMES),
});

export const StandardDeviationEnum = enumOf(['SAMPLE', 'POPULATION'] as const);
registerEnumType(StandardDeviationEnum, {
  name: 'StandardDeviationKind',
  description: 'Divisor of the sum of squares in a standard deviation.',
  valuesConfig: {
    SAMPLE: { description: 'n - 1, as in verl.' },
    POPULATION: { description: 'n.' },
  },
});
