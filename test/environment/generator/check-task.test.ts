import { checkTask } from '../../../src/environment/airline/generator/check-task';
import type { FamilyName } from '../../../src/environment/airline/generator/families/family-name';
import type { GeneratedTask } from '../../../src/environment/airline/generator/generated-task';
import { hashWorld } from '../../../src/environment/airline/world/database-hash';
import { SMALL_WORLDS, smallTasks } from './support/generated-worlds';

const WORLD = SMALL_WORLDS.v1;
const UNTOUCHED = hashWorld(WORLD, 'v1');

function taskOf(family: FamilyName, isFitting: (task: GeneratedTask) => boolean = () => true): GeneratedTask {
  const task = smallTasks(family, 60).find(isFitting);
  if (task === undefined) throw new Error(`no task of ${family} fits`);
  return task;
}

/** The task with its last golden action replaced. */
function withLastAction(task: GeneratedTask, change: (text: string) => string): GeneratedTask {
  const last = task.goldenActions.at(-1)!;
  return {
    ...task,
    goldenActions: [...task.goldenActions.slice(0, -1), { ...last, arguments: change(last.arguments) }],
  };
}

describe('the check of a task finds', () => {
  it('nothing in a task as it was generated', () => {
    expect(checkTask(WORLD, taskOf('cancel-allowed'))).toBeNull();
  });

  it('a golden action that fails', () => {
    const task = withLastAction(taskOf('cancel-allowed'), () => '{"reservation_id": "NOBODY"}');
    expect(checkTask(WORLD, task)).toBe('golden action cancel_reservation fails');
  });

  it('arguments that are no JSON', () => {
    const task = withLastAction(taskOf('cancel-allowed'), () => '{');
    expect(checkTask(WORLD, task)).toMatch(/not JSON/);
  });

  it('another hash than the target', () => {
    const task = { ...taskOf('cancel-allowed'), targetHash: UNTOUCHED };
    expect(checkTask(WORLD, task)).toMatch(/the golden actions lead to [0-9a-f]{64}, not to/);
  });

  it('an action without which the target is reached all the same', () => {
    const task = taskOf('passenger-names');
    const [details] = task.goldenActions.slice(-1);
    const repeated = { ...task, goldenActions: [...task.goldenActions, details!] };
    expect(checkTask(WORLD, repeated)).toBe('the target is also reached without update_reservation_passengers');
  });

  it('an argument that does not matter', () => {
    // Free bags: with a second method that could have been named, the named one has no effect.
    const task = taskOf('bags', ({ difficulty }) => !difficulty.tags.includes('paid-bags'));
    const user = WORLD.users.get(task.userId)!;
    const methods = new Map(user.get('payment_methods') as ReadonlyMap<string, never>);
    const second = new Map([
      ['source', 'credit_card'],
      ['brand', 'visa'],
      ['last_four', '0000'],
      ['id', 'credit_card_1'],
    ]);
    const richer = new Map([...user, ['payment_methods', new Map([...methods, ['credit_card_1', second as never]])]]);
    const world = { ...WORLD, users: new Map([...WORLD.users, [task.userId, richer]]) };
    const problem = checkTask(world, task);
    expect(problem).toMatch(/^the golden actions lead to/);
    const targetHash = /lead to ([0-9a-f]{64})/.exec(problem!)![1]!;
    expect(checkTask(world, { ...task, targetHash })).toBe(
      'the target is also reached with update_reservation_baggages: payment_id = "credit_card_1"',
    );
  });

  it('a trap that fails, and one that leads to the target', () => {
    const task = taskOf('cancel-forbidden');
    const failing = { ...task, traps: [{ name: 'cancel_reservation', arguments: '{"reservation_id": "NOBODY"}' }] };
    expect(checkTask(WORLD, failing)).toBe('the trap cancel_reservation fails');
    const harmless = { ...task, traps: task.goldenActions.slice(0, 1) };
    expect(checkTask(WORLD, harmless)).toBe('the trap get_user_details leads to the target');
  });

  it('an argument that nobody said and no look-up showed', () => {
    const task = taskOf('change-flights');
    const blind = { ...task, goldenActions: task.goldenActions.slice(-1) };
    expect(checkTask(WORLD, blind)).toMatch(/^update_reservation_flights uses \w+, which was neither stated nor shown/);
    const silent = { ...task, instruction: 'You want something.' };
    expect(checkTask(WORLD, silent)).toMatch(/which was neither stated nor shown before$/);
  });

  it('an output that is not the answer of the world', () => {
    const task = taskOf('look-up');
    expect(checkTask(WORLD, { ...task, expectedOutputs: ['12345'] })).toMatch(
      /^the outputs are 12345, but the world gives/,
    );
    expect(checkTask(WORLD, { ...task, expectedOutputs: [] })).toMatch(/^the outputs are , but the world gives/);
  });

  it('an output that the instruction gives away, or no golden action shows', () => {
    const task = taskOf('look-up');
    const [output] = task.expectedOutputs;
    const told = { ...task, instruction: `${task.instruction} It is ${output!}.` };
    expect(checkTask(WORLD, told)).toBe(`the output ${output!} is already in the instruction`);
    const hidden = { ...task, goldenActions: [] };
    expect(checkTask(WORLD, hidden)).toBe(`no golden action shows the output ${output!}`);
  });

  it('a verdict that is not the policy’s', () => {
    const task = taskOf('compensation-refused');
    const [step] = task.facts.steps;
    const verdict = { isAllowed: false, reason: 'ROUTE_FIXED', needsHuman: false } as const;
    const wrong = { ...task, facts: { ...task.facts, steps: [{ ...step!, verdict }] } };
    expect(checkTask(WORLD, wrong)).toMatch(/^request COMPENSATE is judged .*, but the facts say .*ROUTE_FIXED/);
  });

  it('a change that no granted request asks for', () => {
    const task = taskOf('cancel-allowed');
    const [step] = task.facts.steps;
    const withdrawn = { ...task, facts: { ...task.facts, steps: [{ ...step!, isWithdrawn: true }] } };
    expect(checkTask(WORLD, withdrawn)).toBe('0 requests are granted, but 1 golden actions change the database');
  });

  it('a user of another split, and a reservation that the world does not hold', () => {
    const task = taskOf('cancel-allowed');
    expect(checkTask(WORLD, { ...task, split: 'test' })).toBe(`user ${task.userId} does not belong to the split test`);
    expect(checkTask({ ...WORLD, reservations: new Map() }, task)).not.toBeNull();
  });
});
