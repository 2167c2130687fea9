import { createHash } from 'node:crypto';

import type { Utterance } from '../../../src/conversation/conversation';
import { playConversation } from '../../../src/conversation/play-conversation';
import { toPlayableTask, type PlayableTask } from '../../../src/conversation/playable-task';
import type { PlayableUserSimulator } from '../../../src/conversation/user-simulator';
import { NO_USAGE } from '../../../src/conversation/conversation';
import { AIRPORTS } from '../../../src/environment/airline/world/airports';
import { createCandidateSession } from '../../../src/policy/candidates/candidate-session';
import type { Decision } from '../../../src/policy/candidates/decision';
import { createOnnxPolicy } from '../../../src/policy/onnx-policy';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import { generatedAirline } from './support/generated-airline';
import { agentTurns, goldenConversation } from './support/golden-conversation';

const airline = generatedAirline('v1', 14);

/** Scores that depend on every feature, so that a choice shows any difference. */
function score({ features, candidateCount }: Decision): Promise<Float32Array> {
  const width = features.length / candidateCount;
  const rows = Array.from({ length: candidateCount }, (_, row) => features.subarray(row * width, (row + 1) * width));
  return Promise.resolve(
    Float32Array.from(rows, (row) => row.reduce((sum, value, place) => sum + value * Math.sin(place), 0)),
  );
}

type Played = {
  /** Digests of the numbers of each decision. */
  readonly decisions: readonly string[];
  readonly keys: readonly string[];
  readonly texts: readonly string[];
};

async function play(task: PlayableTask, simulator: PlayableUserSimulator): Promise<Played> {
  const decisions: string[] = [];
  const keys: string[] = [];
  const texts: string[] = [];
  const policy = createOnnxPolicy({
    scorer: { score },
    temperature: 2,
    onDecision: ({ decision, candidates }) => {
      decisions.push(digestOf(decision));
      keys.push(...candidates.map(({ key }) => key));
    },
  });
  await playConversation({
    ...{ environment: airline.environment, brief: { version: 'v1' as const, policyText: '' }, task, policy, simulator },
    ...{ trial: 0, seed: 3, maxTurns: 12, deadlineMs: 30_000, signal: new AbortController().signal },
    onUtterance: (utterance) => {
      if (utterance.speaker === 'USER') texts.push(utterance.text);
    },
  });
  return { decisions, keys, texts };
}

function digestOf({ features, stateFeatures }: Decision): string {
  const bytes = Buffer.concat([Buffer.from(features.buffer), Buffer.from(stateFeatures.buffer)]);
  return createHash('sha256').update(bytes).digest('hex');
}

/** Says texts one after the other, whatever it hears. */
function reciter(texts: readonly string[]): PlayableUserSimulator {
  return {
    start: () => {
      let said = 0;
      return { reply: () => Promise.resolve({ text: texts[said++] ?? '###STOP###', ...NO_USAGE }) };
    },
  };
}

/** Everything of a task that an agent may not know, taken from another task. */
function scrambled(task: PlayableTask, other: PlayableTask): PlayableTask {
  const { goldenActions, expectedOutputs, instruction, userId } = other.task;
  const hidden = { goldenActions: goldenActions.toReversed(), expectedOutputs: [...expectedOutputs, '123456'] };
  return { ...other, family: null, task: { ...task.task, ...hidden, instruction, userId, externalId: 'another-name' } };
}

describe('what the policy chooses from', () => {
  it('does not change when golden actions, traps, expected outputs and facts of the task do', async () => {
    for (const [rank, generated] of airline.tasks.slice(0, 10).entries()) {
      const task = toPlayableTask(generated);
      const other = toPlayableTask(airline.tasks.at(rank - 1)!);
      const first = await play(task, createScriptedUser());
      const second = await play(scrambled(task, other), reciter(first.texts));
      expect(first.keys.length).toBeGreaterThan(0);
      expect(second).toEqual(first);
    }
  });

  it('names nothing that the conversation has not shown', async () => {
    const unseen: string[] = [];
    let named = 0;
    for (const generated of airline.tasks) {
      const utterances = await goldenConversation(airline, generated);
      const session = createCandidateSession('v1');
      for (const before of agentTurns(utterances)) {
        const seen = before.map(visibleText).join('\n');
        const calls = session
          .decide(before)
          .candidates.flatMap(({ act }) => (act.kind === 'CALL' ? [act.arguments] : []));
        const names = new Set(calls.flatMap((text) => namesIn(JSON.parse(text))));
        named += names.size;
        unseen.push(...[...names].filter((name) => !isSeen(seen, name)));
      }
    }
    expect(named).toBeGreaterThan(1000);
    expect(unseen).toEqual([]);
  });
});

function visibleText(utterance: Utterance): string {
  return utterance.speaker === 'TOOL' ? `${utterance.arguments} ${utterance.result}` : utterance.text;
}

const NAMING_KEYS: readonly string[] = [
  ...['user_id', 'reservation_id', 'payment_id', 'flight_number', 'date', 'origin', 'destination'],
  ...['first_name', 'last_name', 'dob'],
];

function namesIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return NAMING_KEYS.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member: unknown) => namesIn(member, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => namesIn(member, name));
}

/** An airport is shown by its city too. */
function isSeen(seen: string, name: string): boolean {
  const city = AIRPORTS.find(([code]) => code === name)?.[1];
  return seen.includes(name) || (city !== undefined && seen.includes(city));
}
