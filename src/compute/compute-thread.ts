import { trainingEstimators } from '../domain/advantages/estimators';
import { auditScheme } from '../domain/calibration/schemes/audit-scheme';
import { calibrateRound } from '../domain/calibration/calibrate-round';
import { compareSchemes } from '../domain/calibration/schemes/compare-schemes';
import { countTransitionsByOutcome } from '../domain/calibration/schemes/transitions-by-outcome';
import { compareMany } from '../domain/evaluation/compare-many';
import { compareOutcomes } from '../domain/evaluation/compare-outcomes';
import { evaluateOutcomes } from '../domain/evaluation/evaluate-outcomes';
import { partialEvaluation } from '../domain/evaluation/partial-evaluation';
import { transferMatrix } from '../domain/evaluation/transfer-matrix';
import { type CallHandlers, serveCalls } from '../threads/serve-calls';
import type { ComputeProgress, ComputeTasks } from './compute-tasks';
import { throttleProgress } from './throttle-progress';

const HANDLERS: CallHandlers<ComputeTasks, ComputeProgress> = {
  calibrateRound: ({ input, settings }, onProgress) => calibrateRound(input, settings, throttleProgress(onProgress)),
  compareSchemes: ({ input, pair, estimator }) => compareSchemes(input, pair, estimator),
  countTransitions: ({ input }) => countTransitionsByOutcome(input),
  auditScheme: ({ input, scheme, settings }) => auditScheme(input, scheme, settings),
  evaluateOutcomes: ({ matrix, settings }, onProgress) => {
    const tell = throttleProgress(onProgress);
    return evaluateOutcomes(matrix, settings, (done) => {
      tell({ phase: 'bootstrap', done, total: settings.bootstrapDraws });
    });
  },
  compareOutcomes: ({ pair, settings }, onProgress) => {
    const tell = throttleProgress(onProgress);
    return compareOutcomes(pair, settings, (done) => {
      tell({ phase: 'bootstrap', done, total: settings.bootstrapDraws });
    });
  },
  compareMany: ({ pairs, settings }, onProgress) => {
    const tell = throttleProgress(onProgress);
    return compareMany(pairs, settings, (done) => {
      tell({ phase: 'comparisons', done, total: pairs.length });
    });
  },
  transferMatrix: ({ columns, settings }) => transferMatrix(columns, settings),
  estimateAdvantages: ({ groups, estimator, settings }) => trainingEstimators[estimator](groups, settings),
  partialEvaluation: ({ look, settings }) => partialEvaluation(look, settings),
};

// This file is the entry of a thread: importing it starts the work.
serveCalls(HANDLERS);
