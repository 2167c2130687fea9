import { registerEnumType } from 'type-graphql';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import { PROPOSAL_METHODS, PROPOSAL_STATISTICS } from '../../domain/calibration/calibration-settings';
import { enumOf } from '../../model/enums';
import { describeEstimators } from './estimator-descriptions';

export const VerdictEnum = enumOf(['ACCEPTED', 'REJECTED', 'FIXED_POINT', 'EXHAUSTED'] as const);
registerEnumType(VerdictEnum, {
  name: 'CalibrationVerdict',
  description: 'What a round concludes. Only ACCEPTED is success.',
  valuesConfig: {
    ACCEPTED: { description: 'Every acceptance threshold that is set holds.' },
    REJECTED: { description: 'A threshold failed; the report names each and by how much.' },
    FIXED_POINT: {
      description:
        'The proposal equals that of the round before on the same rollouts and is not accepted: collect new rollouts, or change the settings.',
    },
    EXHAUSTED: { description: 'The largest number of rounds was reached without acceptance.' },
  },
});

export const ProposalStatisticEnum = enumOf(PROPOSAL_STATISTICS);
registerEnumType(ProposalStatisticEnum, {
  name: 'ProposalStatistic',
  description: 'Which correlation of a tier’s presence with the outcome drives the proposal.',
  valuesConfig: {
    WITHIN_TASK: { description: 'After subtracting each task’s mean: easy tasks do not pose as evidence.' },
    RAW: { description: 'The paper’s point-biserial correlation over all rollouts.' },
  },
});

export const ProposalMethodEnum = enumOf(PROPOSAL_METHODS);
registerEnumType(ProposalMethodEnum, {
  name: 'ProposalMethod',
  description: 'How values follow from correlations.',
  valuesConfig: {
    PROPORTIONAL: { description: 'alpha times the correlation where it is discriminative, else 0.' },
    ANCHORED: {
      description: 'Starts from a scheme; evidence keeps, flips or zeroes its values (the paper’s Table 4).',
    },
  },
});

export const EstimatorEnum = enumOf(ESTIMATOR_NAMES);
registerEnumType(EstimatorEnum, {
  name: 'AdvantageEstimator',
  description: 'Advantage estimators that need recorded rewards alone.',
  valuesConfig: describeEstimators(ESTIMATOR_NAMES),
});

export const StandardDeviationEnum = enumOf(['SAMPLE', 'POPULATION'] as const);
registerEnumType(StandardDeviationEnum, {
  name: 'StandardDeviationKind',
  description: 'What the sum of squares is divided by.',
  valuesConfig: {
    SAMPLE: { description: 'n - 1, as verl does.' },
    POPULATION: { description: 'n.' },
  },
});
