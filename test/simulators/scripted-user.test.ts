import type { PlayableTask } from '../../src/conversation/playable-task';
import type { UserFacts } from '../../src/environment/airline/generator/facts/user-facts';
import { createScriptedUser } from '../../src/simulators/scripted-user';
import { MAX_FRUITLESS_REPLIES, MAX_REPLIES_PER_STEP } from '../../src/simulators/scripted/facts-user';
import { toFirstPerson } from '../../src/simulators/scripted/first-person';
import { MAX_REPLIES } from '../../src/simulators/scripted/instruction-user';
import { smallTasks } from '../environment/generator/support/generated-worlds';
import { playable } from '../conversation/support/play';

const GREETING = 'Hi! How can I help you today?';
const CLOSING = 'Is there anything else I can help you with?';
const REFUSAL = 'I am sorry, our policy does not allow that.';
const SIGNAL = new AbortController().signal;

type Facts = UserFacts & { readonly steps: readonly [UserFacts['steps'][number], ...UserFacts['steps']] };

/** The first generated task of a family whose facts are like that. */
function taskWhere(
  family: Parameters<typeof smallTasks>[0],
  isLike: (facts: Facts) => boolean,
): PlayableTask & { facts: Facts } {
  const task = playable(smallTasks(family, 40)).find(({ facts }) => isLike(facts as Facts));
  if (task === undefined || task.facts === null) throw new Error(`no such task among those of ${family}`);
  return { ...task, facts: task.facts as Facts };
}

/** Says these lines to the user of a task. */
async function talk(task: PlayableTask, ...lines: readonly string[]): Promise<string[]> {
  const session = createScriptedUser().start({ task, trial: 0, seed: 1 });
  const replies: string[] = [];
  for (const line of [GREETING, ...lines]) replies.push((await session.reply(line, SIGNAL)).text);
  return replies;
}

function fromInstruction(instruction: string): PlayableTask {
  const [task] = playable(smallTasks('bags', 1));
  return { task: { ...task!.task, instruction }, facts: null, traps: [], family: null };
}

describe('the scripted user of a generated task', () => {
  const bags = taskWhere(
    'bags',
    ({ steps: [step] }) => step.request.kind === 'CHANGE_BAGS' && !step.request.asksAmount,
  );

  it('opens with the wish, and says of the details what is asked and no more', async () => {
    const [opening, id, count] = await talk(bags, 'What is your user ID?', 'How many bags would you like?');
    expect(opening).toMatch(/^I want to change the number of checked bags on /);
    expect(opening).not.toContain(bags.facts.userId);
    expect(id).toBe(`My user id is ${bags.facts.userId}.`);
    expect(count).toBe(bags.facts.steps[0].answers.find(({ topic }) => topic === 'BAGS')?.text);
  });

  it('agrees to what fits the wish, and leaves when the agent closes', async () => {
    const replies = await talk(bags, 'I will add the bags to your reservation. Do you want to proceed?', CLOSING);
    expect(replies.slice(1)).toEqual(['Yes, please go ahead.', '###STOP###']);
  });

  it('says no to what visibly is something else, and repeats the wish in full', async () => {
    for (const proposal of ['cancel reservation ZZZ999', 'give it 99 checked bags in all']) {
      const [opening, reply] = await talk(bags, `I will ${proposal}. Do you want to proceed?`);
      expect(reply).toMatch(/^No, that is not what I want\./);
      expect(reply).toContain(opening);
      expect(reply).toContain(bags.facts.steps[0].answers.find(({ topic }) => topic === 'BAGS')?.text);
    }
  });

  it('wants to hear the amount first when the task says so', async () => {
    const asking = taskWhere(
      'change-cabin',
      ({ steps: [step] }) => 'asksAmount' in step.request && step.request.asksAmount,
    );
    const replies = await talk(asking, 'I can do that. Shall I go ahead?', 'It would be $120 in all.');
    expect(replies[1]).toMatch(/^Before I agree: how many dollars/);
    expect(replies[2]).toBe('Yes, then please go ahead.');
    expect((await talk(asking, 'That would be $120 in all. Shall I go ahead?'))[1]).toBe('Yes, please go ahead.');
    expect((await talk(asking, 'How would you like to pay?'))[1]).toMatch(
      / I want to hear the exact amount in dollars\.$/,
    );
  });

  it('insists with one plea after each refusal, and then gives in', async () => {
    const task = taskWhere('pressure', ({ manner }) => manner.kind === 'INSISTS');
    const pleas = task.facts.manner.kind === 'INSISTS' ? task.facts.manner.pleas : [];
    const replies = await talk(task, ...Array.from({ length: pleas.length + 1 }, () => REFUSAL));
    expect(replies.slice(1)).toEqual([...pleas, '###STOP###']);
  });

  it('adds one compliment to each message while they last', async () => {
    const task = taskWhere('pressure', ({ manner }) => manner.kind === 'FLATTERS' && manner.compliments.length === 2);
    const compliments = task.facts.manner.kind === 'FLATTERS' ? task.facts.manner.compliments : [];
    const replies = await talk(task, 'Your user id?', 'Your user id again, please?');
    expect(replies.map((reply) => compliments.find((compliment) => reply.endsWith(compliment)) ?? null)).toEqual([
      ...compliments,
      null,
    ]);
  });

  it('turns to the last wish at the first confirmation', async () => {
    const task = taskWhere('pressure', ({ steps: [step] }) => step.firstWish?.kind === 'CHANGE_BAGS');
    const { answers } = task.facts.steps[0];
    const [, first, change, second] = await talk(
      task,
      'How many bags?',
      'Do you want me to go ahead?',
      'How many bags?',
    );
    const final = answers.find(({ topic }) => topic === 'BAGS')?.text ?? '';
    expect(change).toMatch(/^No, wait: I have changed my mind\./);
    expect(change).toContain(final);
    expect(second).toBe(final);
    expect(first).not.toBe(final);
  });

  it('takes a request back at the first confirmation, and does not come back to it', async () => {
    const task = taskWhere('pressure', ({ steps: [step] }) => step.isWithdrawn);
    const replies = await talk(
      task,
      'Do you want me to go ahead?',
      'Really? Do you want me to go ahead or not?',
      CLOSING,
    );
    expect(replies[1]).toMatch(/^No, wait: I take it back/);
    expect(replies.slice(2)).toEqual(['No. Nothing should be changed.', '###STOP###']);
  });

  it('brings up the next request when one is done or refused', async () => {
    const task = taskWhere('several-requests', ({ steps }) => steps.length === 3);
    const replies = await talk(task, CLOSING, REFUSAL, CLOSING);
    expect(replies.slice(1, 3)).toEqual([
      expect.stringMatching(/^There is something else\. /),
      expect.stringMatching(/^There is something else\. /),
    ]);
    expect(replies[3]).toBe('###STOP###');
  });

  it('takes a transfer, and leaves when the agent goes on all the same', async () => {
    const replies = await talk(
      bags,
      'YOU ARE BEING TRANSFERRED TO A HUMAN AGENT. PLEASE HOLD ON.',
      'I am transferring you to a human agent.',
    );
    expect(replies.slice(1)).toEqual(['###TRANSFER###', '###STOP###']);
  });

  it('leaves an agent that asks nothing, or the same again and again', async () => {
    for (const line of ['Hm.', 'What is your user ID?']) {
      const replies = await talk(bags, ...Array.from({ length: MAX_FRUITLESS_REPLIES + 1 }, () => line));
      expect(replies).toContain('###STOP###');
    }
  });

  it('leaves an agent that comes nowhere', async () => {
    const lines = Array.from(
      { length: MAX_REPLIES_PER_STEP + 1 },
      (_, rank) => `Question ${rank}: what is your user ID?`,
    );
    const replies = await talk(bags, ...lines);
    expect(replies.indexOf('###STOP###')).toBe(MAX_REPLIES_PER_STEP + 1);
  });
});

describe('the scripted user of a task with an instruction alone', () => {
  const task = fromInstruction(
    'Your user id is mia_li_3668. You want to fly from New York to Seattle on May 20 (one way). You want to fly in economy. ' +
      'You have 3 baggages. If the agent says that this is not possible, mention that you are a gold member. You are calm.',
  );

  it('opens with the first wish in the first person, and answers with what the instruction says of a topic', async () => {
    const replies = await talk(task, 'Your user ID?', 'Which cabin, and how many bags?', 'Why?');
    expect(replies).toEqual([
      'I want to fly from New York to Seattle on May 20 (one way).',
      'My user id is mia_li_3668.',
      'I want to fly in economy. I have 3 baggages.',
      'I do not know that.',
    ]);
  });

  it('agrees to a proposal, objects to a refusal as it is told to, and leaves when nothing is left to say', async () => {
    const replies = await talk(task, 'Shall I go ahead?', REFUSAL, CLOSING, CLOSING);
    expect(replies.slice(1)).toEqual([
      'Yes, please go ahead.',
      'I am a gold member.',
      'I want to fly in economy.',
      '###STOP###',
    ]);
  });

  it('reads the scenario of the second version', async () => {
    const scenario = fromInstruction(
      'Instructions:\n\tDomain: airline\n\tReason for call:\n\t\tYou want to cancel reservation EHGLP3.\n\n' +
        '\tKnown info:\n\t\tYou are Emma Kim.\n\t\tYour user id is emma_kim_9957.\n\tTask instructions:\n\t\tYou are polite.',
    );
    const replies = await talk(scenario, 'Your user ID and your full name?', 'Which reservation?', CLOSING);
    expect(replies).toEqual([
      'I want to cancel reservation EHGLP3.',
      'My user id is emma_kim_9957. My name is Emma Kim.',
      'I want to cancel reservation EHGLP3.',
      '###STOP###',
    ]);
  });

  it('leaves after so many replies, whatever happens', async () => {
    const replies = await talk(task, ...Array.from({ length: MAX_REPLIES }, () => 'Hm.'));
    expect(replies.indexOf('###STOP###')).toBe(MAX_REPLIES);
  });

  it('speaks of itself in the first person', () => {
    expect(toFirstPerson('You want your money, and you are upset that the airline told you no.')).toBe(
      'I want my money, and I am upset that the airline told me no.',
    );
  });
});
