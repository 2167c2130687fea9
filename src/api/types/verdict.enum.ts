import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';

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
