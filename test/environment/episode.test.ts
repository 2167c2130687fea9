import type { RecordedTask } from '../../src/domain/trajectory';
import { ConflictError, InvalidInputError } from '../../src/errors';
import { hashDatabase } from '../../src/environment/airline/world/database-hash';
import { bookingArguments, smallEnvironment } from './support/small-world';

const CANCEL = { name: 'cancel_reservation', arguments: '{"reservation_id": "R1"}' };
const TASK: RecordedTask = { externalId: '0', instruction: '', goldenActions: [CANCEL], expectedOutputs: [] };

describe('an episode of the first version', () => {
  it('rewards the golden end state once the user stops', () => {
    const episode = smallEnvironment('v1').start(TASK);
    episode.callTool(CANCEL.name, CANCEL.arguments);
    expect(episode.score().reward).toBe(0);
    episode.hearUser('Thanks! ###STOP###');
    expect(episode.status).toBe('DONE');
    expect(episode.score()).toEqual({ reward: 1, isDatabaseRight: true, outputs: [] });
  });

  it('gives nothing for an end state that differs by one call', () => {
    const episode = smallEnvironment('v1').start(TASK);
    episode.callTool(CANCEL.name, CANCEL.arguments);
    episode.callTool(CANCEL.name, CANCEL.arguments);
    episode.hearUser('###STOP###');
    expect(episode.score()).toEqual({ reward: 0, isDatabaseRight: false, outputs: [] });
  });

  it('wants each output in something said to the user, without commas and in any case', () => {
    const task = { ...TASK, goldenActions: [], expectedOutputs: ['1240', 'Boston'] };
    const episode = smallEnvironment('v1').start(task);
    episode.tellUser('That makes $1,240 in total.');
    episode.hearUser('ok');
    episode.tellUser('You fly to BOSTON.');
    episode.hearUser('###STOP###');
    expect(episode.score().reward).toBe(1);

    const silent = smallEnvironment('v1').start(task);
    silent.tellUser('That makes $1,240 in total.');
    silent.callTool('think', '{"thought": "Boston"}');
    silent.hearUser('###STOP###');
    expect(silent.score().outputs).toEqual([
      { text: '1240', wasSaid: true },
      { text: 'Boston', wasSaid: false },
    ]);
    expect(silent.score().reward).toBe(0);
  });

  it('ends with a transfer, even one that raises', () => {
    const episode = smallEnvironment('v1').start({ ...TASK, goldenActions: [] });
    expect(episode.callTool('transfer_to_human_agents', '{}').ending).toBe('RAISED');
    expect(episode.status).toBe('DONE');
    expect(episode.score().reward).toBe(1);
  });

  it('is aborted by a tool that returns nothing, and takes no more steps', () => {
    const episode = smallEnvironment('v1').start({ ...TASK, goldenActions: [] });
    const outcomes = [1, 2, 3, 4].map((amount) =>
      episode.callTool('send_certificate', `{"user_id": "ann", "amount": ${amount}}`),
    );
    expect(outcomes[3]!.text).toBeNull();
    expect(episode.status).toBe('ABORTED');
    expect(episode.score().reward).toBe(0);
    expect(() => {
      episode.tellUser('hello');
    }).toThrow(ConflictError);
  });

  it('refuses arguments that are no JSON object and stays as it was', () => {
    const environment = smallEnvironment('v1');
    const episode = environment.start(TASK);
    const before = episode.hash();
    for (const text of ['', '{', '[]', 'null', "{'a': 1}"]) {
      expect(() => episode.callTool('cancel_reservation', text)).toThrow(InvalidInputError);
    }
    expect(episode.hash()).toBe(before);
    expect(episode.status).toBe('RUNNING');
  });

  it('follows golden actions that fail half-way', () => {
    const environment = smallEnvironment('v1');
    const twice = '[{"payment_id": "paper", "amount": 50}, {"payment_id": "paper", "amount": 50}]';
    const broken = { name: 'book_reservation', arguments: bookingArguments({ payment_methods: twice }) };
    const golden = environment.goldenState({ ...TASK, goldenActions: [broken] });
    expect([...golden.changed('users').keys()]).toEqual(['ann']);
    expect(hashDatabase(golden, 'v1')).not.toBe(hashDatabase(environment.goldenState(TASK), 'v1'));
  });
});

describe('an episode of the second version', () => {
  it('goes on after a transfer until the user says so', () => {
    const episode = smallEnvironment('v2').start({ ...TASK, goldenActions: [] });
    episode.callTool('transfer_to_human_agents', '{"summary": "x"}');
    expect(episode.status).toBe('RUNNING');
    episode.hearUser('###TRANSFER###');
    expect(episode.status).toBe('DONE');
    expect(episode.score().reward).toBe(1);
  });

  it('refuses to score what only a judge can decide', () => {
    const task = { ...TASK, rewardBasis: ['DB', 'NL_ASSERTION'] as const };
    const episode = smallEnvironment('v2').start(task);
    episode.hearUser('###STOP###');
    expect(() => episode.score()).toThrow('reward of task 0 depends on NL_ASSERTION');
  });
});
