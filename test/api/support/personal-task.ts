import type { PlayableTask } from '../../../src/conversation/playable-task';

/** A task for a person, who needs no facts. */
export function personalTask(externalId: string): PlayableTask {
  return {
    task: {
      externalId,
      userId: null,
      instruction: 'You want to cancel your trip to Boston.',
      goldenActions: [],
      expectedOutputs: [],
      rewardBasis: ['DB', 'COMMUNICATE'],
      assertions: [],
    },
    facts: null,
    traps: [],
    family: null,
  };
}
