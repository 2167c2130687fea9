import type { PlayablePolicy } from '../../conversation/policy';
import { InvalidInputError } from '../../errors';
import { createOnnxPolicy } from '../../policy/onnx-policy';
import { createOpenAiPolicy } from '../../policy/openai/openai-policy';
import { DecisionBatcher } from '../../policy/scoring/decision-batcher';
import { ScoreThread } from '../../policy/scoring/score-thread';
import { createGoldenPolicy } from '../../policy/scripted/golden-policy';
import { createLookUpOnlyPolicy } from '../../policy/scripted/look-up-only-policy';
import { createRandomPolicy } from '../../policy/scripted/random-policy';
import { SCRIPTED_POLICY_VERSION } from '../../policy/scripted/scripted-policy-version';
import { openCheckpoint } from '../checkpoints/open-checkpoint';
import { openEndpoint } from './open-endpoint';
import { openedAlone, type Opened, type PlayPlace } from './play-place';
import type { PolicySpec } from './policy-spec';

/**
 * Opens a policy for playing. Close it when the last conversation is over.
 *
 * @throws NotFoundError if its endpoint or checkpoint no longer exists
 * @throws InvalidInputError if this program has a different version of it
 */
export async function openPolicy(spec: PolicySpec, place: PlayPlace): Promise<Opened<PlayablePolicy>> {
  switch (spec.kind) {
    case 'SCRIPTED':
      return openedAlone(openScript(spec, place));
    case 'OPENAI': {
      const client = await openEndpoint(place, spec.settings.endpointId);
      return { player: createOpenAiPolicy({ client, settings: spec.settings }), close: () => client.close() };
    }
    case 'ONNX':
      return openOnnx(spec, place);
  }
}

async function openOnnx(
  { checkpointId, temperature }: Extract<PolicySpec, { kind: 'ONNX' }>,
  place: PlayPlace,
): Promise<Opened<PlayablePolicy>> {
  const { model } = await openCheckpoint(place, checkpointId);
  const thread = await ScoreThread.start(model);
  const scorer = new DecisionBatcher(thread);
  return {
    player: createOnnxPolicy({ scorer, temperature }),
    close: async () => {
      scorer.close();
      await thread.close();
    },
  };
}

function openScript(spec: Extract<PolicySpec, { kind: 'SCRIPTED' }>, { tasks }: PlayPlace): PlayablePolicy {
  if (spec.version !== SCRIPTED_POLICY_VERSION) {
    throw new InvalidInputError(
      `the policy is version ${spec.version} of the script; this program has version ${SCRIPTED_POLICY_VERSION}: ` +
        `create a new policy`,
    );
  }
  const byId = new Map(tasks.map((task) => [task.task.externalId, task]));
  switch (spec.script) {
    case 'GOLDEN':
      return createGoldenPolicy({ tasks: byId, errorRate: spec.errorRate });
    case 'RANDOM':
      return createRandomPolicy();
    case 'LOOK_UP_ONLY':
      return createLookUpOnlyPolicy();
  }
}
