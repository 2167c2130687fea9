import { defineJob } from '../../jobs/job-kind';
import { collectTrainingGroups } from './collect-training-groups';
import { trainingGroupsPayload } from './training-groups-payload';

export const collectTrainingGroupsJob = defineJob({
  name: 'collectTrainingGroups',
  description: 'Plays some of the groups of one training update for the learner, which runs on another worker.',
  payload: trainingGroupsPayload,
  // The learner continues without slow groups, so further attempts would come too late.
  maxAttempts: 2,
  run: collectTrainingGroups,
});
