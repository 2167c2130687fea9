import { CLASSIFIER_VERSION, classifyRollout } from '../../domain/classification/classify-rollout';
import type { RecordedRollout } from '../../domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import type { NewRollout } from '../../persistence/stores/rollouts/rollout-writer';

/** What a rollout refers to, and what identifies it within its experiment. */
export type RolloutPlace = Pick<
  NewRollout,
  'experimentId' | 'taskId' | 'policyId' | 'userSimulatorId' | 'identity' | 'clientId' | 'contentHash' | 'collected'
>;

/** A rollout in the form in which it is written, with the tier of each turn, regardless of its origin. */
export function toNewRollout(rollout: RecordedRollout, place: RolloutPlace): NewRollout {
  const tiers = classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS);
  return {
    ...place,
    trial: rollout.trial,
    seed: rollout.seed,
    outcomeClass: rollout.outcomeClass,
    reward: rollout.reward,
    endReason: rollout.endReason,
    isTruncated: rollout.isTruncated,
    openingMessage: rollout.openingMessage,
    classifierVersion: CLASSIFIER_VERSION,
    turns: rollout.turns.map((turn, i) => ({ ...turn, tier: tiers[i]!.tier, score: tiers[i]!.score })),
  };
}
