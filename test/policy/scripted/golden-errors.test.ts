import { createRandom } from '../../../src/domain/random';
import { FAMILY_NAMES } from '../../../src/environment/airline/generator/families/family-name';
import { drawError, ERROR_KINDS, type ErrorKind } from '../../../src/policy/scripted/golden-errors';
import { GoldenSession } from '../../../src/policy/scripted/golden-session';
import { planTask } from '../../../src/policy/scripted/plan-task';
import { canonicalCallKey } from '../../../src/policy/scripted/planned-call';
import type { Act } from '../../../src/policy/acts/act';
import { smallTasks } from '../../environment/generator/support/generated-worlds';
import { goldenPolicyFor, play, playable, SMALL_ENVIRONMENTS } from '../../conversation/support/play';

const TASKS = playable(FAMILY_NAMES.flatMap((family) => smallTasks(family, 6)));

type Drawn = { readonly kind: ErrorKind; readonly act: Act; readonly due: Act; readonly isTrap: boolean };

/** An error at each point of the reference agent's own conversations. */
async function drawAll(): Promise<Drawn[]> {
  const random = createRandom(1);
  const drawn: Drawn[] = [];
  for (const task of TASKS) {
    const { utterances: all } = await play(SMALL_ENVIRONMENTS.v1, task, { policy: goldenPolicyFor([task]) });
    for (const [index, { speaker }] of all.entries()) {
      if (speaker === 'AGENT') continue;
      const utterances = all.slice(0, index + 1);
      const session = new GoldenSession(planTask(task));
      const due = session.nextAct(utterances);
      const error = drawError({ session, utterances, due, traps: task.traps, random });
      if (error === null) continue;
      const { act } = error;
      const isTrap = act.kind === 'CALL' && task.traps.some((trap) => canonicalCallKey(trap) === canonicalCallKey(act));
      drawn.push({ ...error, due, isTrap });
    }
  }
  return drawn;
}

describe('drawError', () => {
  it('makes every kind of error, each what its name says', async () => {
    const drawn = await drawAll();
    expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(ERROR_KINDS));
    for (const { kind, act, due, isTrap } of drawn) {
      if (kind === 'TRAP' || kind === 'GIVE_IN') expect(isTrap).toBe(true);
      if (kind === 'GIVE_IN') expect(due.kind).toBe('REFUSE');
      if (kind === 'PREMATURE_REFUSAL') expect([act.kind, due.kind]).not.toEqual(['REFUSE', 'REFUSE']);
      if (kind === 'WRITE_WITHOUT_CONFIRMATION') expect(due).toMatchObject({ kind: 'CONFIRM', call: act });
      if (kind === 'SKIP_LOOK_UP') expect(act).not.toEqual(due);
      if (kind === 'WRONG_ARGUMENT') {
        expect(act).toMatchObject({ kind: 'CALL', name: due.kind === 'CALL' ? due.name : '' });
        expect(act).not.toEqual(due);
      }
    }
  });
});
