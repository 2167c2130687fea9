import { auditScheme } from '../domain/calibration/audit-scheme';
import { calibrateRound } from '../domain/calibration/calibrate-round';
import { compareSchemes } from '../domain/calibration/compare-schemes';
import { countTransitionsByOutcome } from '../domain/calibration/transitions-by-outcome';
import type { ComputeProgress, ComputeTaskName, ComputeTasks } from './compute-tasks';
import { serveComputeRequest } from './serve-compute-request';

/** A computation for each name: one that is missing does not compile. */
const COMPUTE_TASKS: {
  readonly [Name in ComputeTaskName]: (
    input: ComputeTasks[Name]['input'],
    onProgress: (progress: ComputeProgress) => void,
  ) => ComputeTasks[Name]['output'];
} = {
  calibrateRound: ({ input, settings }, onProgress) => calibrateRound(input, settings, onProgress),
  compareSchemes: ({ input, pair, estimator }) => compareSchemes(input, pair, estimator),
  countTransitions: ({ input }) => countTransitionsByOutcome(input),
  auditScheme: ({ input, scheme, settings }) => auditScheme(input, scheme, settings),
};

// The file is the entry of a thread: importing it is what starts the work.
serveComputeRequest(COMPUTE_TASKS);
