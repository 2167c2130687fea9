import { type CallHandlers, serveCalls } from '../../threads/serve-calls';
import type { LearnerCalls } from './learner-calls';
import { LearnerState } from './learner-state';

/** Handlers that share the learner that was started. */
function learnerHandlers(): CallHandlers<LearnerCalls> {
  let state: LearnerState | null = null;
  const started = (): LearnerState => {
    if (state === null) throw new Error('the learner was not started');
    return state;
  };
  return {
    start: ({ settings, start }) => {
      state = new LearnerState(settings, start);
      return null;
    },
    accumulate: (batch) => started().accumulate(batch),
    accumulateImitation: (batch) => started().accumulateImitation(batch),
    apply: (learningRate) => started().apply(learningRate),
    discard: () => {
      started().discard();
      return null;
    },
    evaluate: (input) => started().evaluate(input),
    save: (metadata) => started().save(metadata),
  };
}

// This file is the entry of a thread: importing it starts the work.
serveCalls(learnerHandlers());
