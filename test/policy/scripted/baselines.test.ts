import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';
import type { PlayablePolicy } from '../../../src/conversation/policy';
import { FAMILY_NAMES } from '../../../src/environment/airline/generator/families/family-name';
import { createLookUpOnlyPolicy } from '../../../src/policy/scripted/look-up-only-policy';
import { createRandomPolicy } from '../../../src/policy/scripted/random-policy';
import { smallTasks } from '../../environment/generator/support/generated-worlds';
import { play, playable, SMALL_ENVIRONMENTS, type HeardConversation } from '../../conversation/support/play';

const TASKS = playable(FAMILY_NAMES.flatMap((family) => smallTasks(family, 4)));

async function playAll(policy: PlayablePolicy): Promise<HeardConversation[]> {
  const played: HeardConversation[] = [];
  for (const task of TASKS) played.push(await play(SMALL_ENVIRONMENTS.v1, task, { policy, now: () => 0 }));
  return played;
}

function callNames(played: readonly HeardConversation[]): string[] {
  return played.flatMap(({ rollout }) => rollout.turns.flatMap(({ toolCalls }) => toolCalls.map(({ name }) => name)));
}

describe('the look-up-only policy', () => {
  it('changes nothing, and so passes exactly where nothing is to be done or said', async () => {
    const played = await playAll(createLookUpOnlyPolicy());
    expect(callNames(played).filter((name) => AIRLINE_TOOL_KINDS.get(name) === 'WRITE')).toEqual([]);
    expect(callNames(played)).toContain('get_reservation_details');
    for (const { rollout } of played) {
      const { goldenActions, expectedOutputs } = rollout.task;
      const isIdle = goldenActions.every(({ name }) => AIRLINE_TOOL_KINDS.get(name) !== 'WRITE');
      expect([rollout.endReason, rollout.reward]).toEqual([
        'user_stop',
        isIdle && expectedOutputs.length === 0 ? 1 : 0,
      ]);
    }
  });
});

describe('the random policy', () => {
  it('does the same with the same seed', async () => {
    const policy = createRandomPolicy();
    expect(JSON.stringify(await playAll(policy))).toBe(JSON.stringify(await playAll(policy)));
  });

  it('looks up and writes only what it has seen, and knows how likely each turn was', async () => {
    const played = await playAll(createRandomPolicy());
    expect(callNames(played)).toEqual(expect.arrayContaining(['get_user_details', 'cancel_reservation']));
    const turns = played.flatMap(({ rollout }) => rollout.turns);
    const isFailed = turns.flatMap(({ toolCalls }) =>
      toolCalls.map(({ result }) => result?.startsWith('Error') === true),
    );
    expect(isFailed).not.toContain(true);
    expect(turns.every(({ logProbability }) => typeof logProbability === 'number' && logProbability < 0)).toBe(true);
  });
});
