import { type CallHandlers, serveCalls, Transferred } from '../../threads/serve-calls';
import type { ScoreCalls } from './score-calls';
import { ScorerSession } from './scorer-session';

/** Handlers that share the most recently opened model. */
function scoreHandlers(): CallHandlers<ScoreCalls> {
  let session: ScorerSession | null = null;
  return {
    open: async (model) => {
      const before = session;
      session = await ScorerSession.open(model);
      await before?.close();
      return null;
    },
    score: async (decisions) => {
      if (session === null) throw new Error('no model was opened');
      const scores = await session.score(decisions);
      return new Transferred<Float32Array>(scores, [scores.buffer]);
    },
  };
}

// This file is the entry of a thread: importing it starts the work.
serveCalls(scoreHandlers());
