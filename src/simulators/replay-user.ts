import { NO_USAGE } from '../conversation/conversation';
import { SimulatorError, type PlayableUserSimulator } from '../conversation/user-simulator';
import type { RecordedRollout } from '../domain/trajectory';

/** Changes whenever the replayed user's messages could differ in the same conversation. */
export const REPLAY_USER_VERSION = '1';

/**
 * The recorded user of a rollout: says the opening and then its messages in order, whatever the agent says. Where the record
 * starts with the agent, the first recorded message is the opening.
 *
 * A session throws SimulatorError when the record is exhausted.
 */
export function createReplayUser(rollout: Pick<RecordedRollout, 'openingMessage' | 'turns'>): PlayableUserSimulator {
  const texts = [rollout.openingMessage, ...rollout.turns.map(({ userMessage }) => userMessage)].filter(
    (text) => text !== null,
  );
  return {
    start: () => {
      let said = 0;
      return {
        reply: () => {
          const text = texts[said];
          if (text === undefined) {
            const message = `the record has ${texts.length} user messages, and all have been used`;
            return Promise.reject(new SimulatorError(message));
          }
          said += 1;
          return Promise.resolve({ text, ...NO_USAGE });
        },
      };
    },
  };
}
