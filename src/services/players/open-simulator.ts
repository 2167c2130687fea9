import { SimulatorError, type PlayableUserSimulator } from '../../conversation/user-simulator';
import { InvalidInputError } from '../../errors';
import { createHumanUser, HUMAN_USER } from '../../simulators/human/human-user';
import { createLlmUser, LLM_USER_VERSION } from '../../simulators/llm/llm-user';
import { createReplayUser, REPLAY_USER_VERSION } from '../../simulators/replay-user';
import { createScriptedUser, SCRIPTED_USER_VERSION } from '../../simulators/scripted-user';
import { createHumanTurnChannel } from '../conversation/human-turns';
import { openEndpoint } from './open-endpoint';
import { openedAlone, type Opened, type PlayPlace } from './play-place';
import type { SimulatorSpec } from './simulator-spec';

/** Versions of the user simulators in this code. Rollouts with another version had a different user. */
export const SIMULATOR_VERSIONS: Readonly<Record<SimulatorSpec['kind'], string>> = {
  SCRIPTED: SCRIPTED_USER_VERSION,
  LLM: LLM_USER_VERSION,
  HUMAN: HUMAN_USER.version,
  REPLAY: REPLAY_USER_VERSION,
};

/**
 * Opens a user simulator for playing. Close it when the last conversation is over.
 *
 * @param stored the row's spec and version
 * @throws NotFoundError if its endpoint or experiment no longer exists
 * @throws InvalidInputError if this program has a different version of it
 */
export async function openSimulator(
  { spec, version }: { readonly spec: SimulatorSpec; readonly version: string },
  place: PlayPlace,
): Promise<Opened<PlayableUserSimulator>> {
  const current = SIMULATOR_VERSIONS[spec.kind];
  if (version !== current) {
    throw new InvalidInputError(
      `the user simulator is version ${version} of ${spec.kind}; this program has version ${current}: create a new one`,
    );
  }
  switch (spec.kind) {
    case 'SCRIPTED':
      return openedAlone(createScriptedUser());
    case 'LLM': {
      const client = await openEndpoint(place, spec.settings.endpointId);
      const player = createLlmUser({ client, settings: spec.settings, version: place.version });
      return { player, close: () => client.close() };
    }
    case 'HUMAN':
      return openedAlone(openHuman(spec.replyTimeoutMs, place));
    case 'REPLAY':
      return openedAlone(await openReplay(spec, place));
  }
}

function openHuman(replyTimeoutMs: number, place: PlayPlace): PlayableUserSimulator {
  const { database, tenantId, askInUnit, experimentId, collectionId } = place;
  const channel = createHumanTurnChannel({
    askInUnit,
    inUnit: (work) => database.inTenant(tenantId, work),
    experimentId,
    collectionId,
  });
  return createHumanUser({ channel, replyTimeoutMs });
}

/** Replays for each conversation the user of the recorded rollout with the same task and trial. */
async function openReplay(
  { experimentId, policyName }: Extract<SimulatorSpec, { kind: 'REPLAY' }>,
  { database, tenantId, tasks }: PlayPlace,
): Promise<PlayableUserSimulator> {
  const taskExternalIds = tasks.map((task) => task.task.externalId);
  const recorded = await database.inTenant(tenantId, (stores) =>
    stores.recordedUsers.find({ experimentId, policyName, taskExternalIds }),
  );
  const byPlace = new Map(recorded.map((user) => [placeOf(user.taskExternalId, user.trial), user]));
  return {
    start: (start) => {
      const { externalId } = start.task.task;
      const user = byPlace.get(placeOf(externalId, start.trial));
      if (user === undefined) {
        const error = new SimulatorError(`there is no recorded rollout of task ${externalId}, trial ${start.trial}`);
        return { reply: () => Promise.reject(error) };
      }
      const turns = user.userMessages.map((userMessage) => ({ ...NO_TURN, userMessage }));
      return createReplayUser({ openingMessage: user.openingMessage, turns }).start(start);
    },
  };
}

const NO_TURN = { message: null, toolCalls: [], inputTokens: null, outputTokens: null, latencyMs: null };

function placeOf(taskExternalId: string, trial: number): string {
  return JSON.stringify([taskExternalId, trial]);
}
