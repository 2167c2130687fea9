import type { PlayableTask } from '../../conversation/playable-task';
import type { GoldenPlan } from './golden-plan';
import { planFromActions } from './plan-from-actions';
import { planFromFacts } from './plan-from-facts';

/** The reference agent's plan of a task: from facts and golden actions, or from golden actions alone. */
export function planTask(playable: PlayableTask): GoldenPlan {
  const { facts } = playable;
  return facts === null ? planFromActions(playable.task) : planFromFacts(playable, facts);
}
