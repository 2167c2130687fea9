import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { calibrateTiers } from './calibrate-tiers';

export const calibrateTiersJob = defineJob({
  name: 'calibrateTiers',
  description: 'Computes a calibration: statistics of each tier, round by round, and the values proposed from them.',
  payload: z.strictObject({ calibrationId: z.uuid() }),
  maxAttempts: 3,
  run: calibrateTiers,
});
