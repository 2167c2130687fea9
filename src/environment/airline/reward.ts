import { InvalidInputError } from '../../errors';
import type { GoldenAction, RecordedTask } from '../../domain/trajectory';
import type { RewardVerdict } from '../environment';
import { isSameDatabase } from './world/database-difference';
import { AirlineState } from './world/state';
import type { RewardPart } from './tasks';
import type { Toolset } from './toolset';
import type { World } from './world/world';

/** The parts of a reward that can be computed from a recorded conversation alone. */
const COMPUTABLE_PARTS: readonly RewardPart[] = ['DB', 'COMMUNICATE'];

/**
 * Reward of an ended episode: 1 when its database equals the one after the golden actions and every expected text was
 * said, otherwise 0.
 *
 * @param episode its database, and what the agent said to the user
 * @param golden database after the task's golden actions, over the same world
 * @throws InvalidInputError when part of the task's reward needs a judge
 * @see Specifications of tau-bench airline, section 5, and of tau2-bench airline, section 6
 */
export function scoreEpisode(
  episode: { readonly state: AirlineState; readonly saidTexts: readonly string[] },
  task: RecordedTask & { readonly rewardBasis?: readonly RewardPart[] },
  golden: { readonly state: AirlineState; readonly toolset: Toolset },
): RewardVerdict {
  const basis = task.rewardBasis ?? COMPUTABLE_PARTS;
  const judged = basis.find((part) => !COMPUTABLE_PARTS.includes(part));
  if (judged !== undefined) {
    throw new InvalidInputError(
      `the reward of task ${task.externalId} depends on ${judged}, which cannot be recomputed`,
    );
  }
  const isDatabaseRight = isSameDatabase(episode.state, golden.state, golden.toolset.version);
  const said = episode.saidTexts.map((text) => text.toLowerCase().replaceAll(',', ''));
  const outputs = task.expectedOutputs.map((text) => ({
    text,
    wasSaid: said.some((content) => content.includes(text.toLowerCase())),
  }));
  const isRight =
    (!basis.includes('DB') || isDatabaseRight) &&
    (!basis.includes('COMMUNICATE') || outputs.every(({ wasSaid }) => wasSaid));
  return { reward: isRight ? 1 : 0, isDatabaseRight, outputs };
}

/**
 * The database after the golden actions, starting from the initial world. Failing actions have the same effect as in an
 * episode; tools that end the episode are skipped.
 *
 * @throws InvalidInputError when an action's arguments are not a JSON object
 */
export function replayGoldenActions(actions: readonly GoldenAction[], world: World, toolset: Toolset): AirlineState {
  const state = new AirlineState(world);
  for (const action of actions) {
    if (toolset.find(action.name)?.kind === 'WRITE') toolset.call(state, action.name, action.arguments);
  }
  return state;
}
