import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../../errors';
import { conversationIdOf } from '../../services/conversation/conversation-id';
import type { ApiClient } from '../api-client';
import type { ResultOf } from '../queries/operation';
import {
  CANCEL_COLLECTION,
  READ_CHAT,
  READ_NEWEST_ROLLOUT,
  SUBMIT_USER_MESSAGE,
} from '../queries/operations.generated';
import { requestCollection } from '../queries/collection-query';
import { ensureExperiment } from '../ensure-experiment';
import { ensurePolicy, ensureSimulator, findTaskSet } from '../find-players';
import type { Terminal } from './terminal';
import { requireFound } from '../queries/require-found';

export type PolicyChat = {
  readonly experiment: string;
  readonly policy: string;
  readonly taskSet: string;
  /** Only tasks of this family; null for all. The first matching task is played. */
  readonly family: string | null;
  readonly maxTurns: number;
};

type FoundRollout = ResultOf<typeof READ_NEWEST_ROLLOUT>['rollouts']['nodes'][number];

/** The outcome of the chat. */
export type PolicyChatRollout = Omit<FoundRollout, 'turns'> & { readonly turns: FoundRollout['turns']['nodes'] };

type Question = ResultOf<typeof READ_CHAT>['waitingHumanTurns']['nodes'][number];

const STOP_TEXT = '###STOP###';
const HELP = 'Type what the user says. /task: show the task. /stop: finish. /quit: abort.';
const PAUSE_MS = 300;

type Place = { readonly experimentId: string; readonly collectionId: string };

/**
 * Chats with a policy on the server: a collection of one rollout whose user is the person at this terminal. The policy
 * runs on a worker, so its key and model stay on the server.
 *
 * @returns the rollout; null if the person quit or the signal aborted, which cancels the collection
 * @throws NotFoundError if the server has no such policy or task set
 * @throws UnavailableError if the collection ends without a rollout
 */
export async function chatWithPolicy(
  client: ApiClient,
  terminal: Terminal,
  { chat, signal }: { readonly chat: PolicyChat; readonly signal: AbortSignal },
): Promise<PolicyChatRollout | null> {
  const place = await start(client, chat);
  let last: Question | null = null;
  while (!signal.aborted) {
    const { waitingHumanTurns, collection } = await client.query(READ_CHAT, place);
    const question = waitingHumanTurns.nodes.find((turn) => isOf(place, turn));
    if (question === undefined) {
      if (requireFound(collection).endedAt !== null) return readRollout(client, place, last);
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (last === null) terminal.print(`You are the user. ${HELP}\n\nYour task: ${question.instruction}`);
    last = question;
    const text = await askPerson(terminal, question, signal);
    if (text === null) break;
    await client.query(SUBMIT_USER_MESSAGE, { input: { humanTurnId: question.id, text } });
  }
  await client.query(CANCEL_COLLECTION, { id: place.collectionId });
  return null;
}

async function start(client: ApiClient, chat: PolicyChat): Promise<Place> {
  const { policy, taskSet, family, maxTurns } = chat;
  const policyId = await ensurePolicy(client, policy);
  const taskSetId = await findTaskSet(client, taskSet);
  const userSimulatorId = await ensureSimulator(client, 'human');
  const experimentId = await ensureExperiment(client, chat.experiment);
  const families = family === null ? {} : { families: [family] };
  const players = { experimentId, taskSetId, policyId, userSimulatorId };
  const input = { ...players, trials: 1, taskLimit: 1, maxTurns, isWatchable: true, ...families };
  return { experimentId, collectionId: (await requestCollection(client, input)).id };
}

function isOf({ collectionId }: Place, { conversationId, taskExternalId, trial }: Question): boolean {
  return conversationIdOf({ collectionId, taskExternalId, trial }) === conversationId;
}

/** @returns null if the person quits or the input ends */
async function askPerson(terminal: Terminal, question: Question, signal: AbortSignal): Promise<string | null> {
  terminal.print(`\nagent: ${question.agentText}`);
  for (;;) {
    const line = await terminal.nextLine(signal);
    if (line === null || line === '/quit') return null;
    if (line === '/stop') return STOP_TEXT;
    if (!line.startsWith('/')) return line;
    terminal.print(line === '/task' ? `Your task: ${question.instruction}` : HELP);
  }
}

async function readRollout(client: ApiClient, place: Place, last: Question | null): Promise<PolicyChatRollout> {
  const { collectionId, experimentId } = place;
  const found =
    last === null
      ? null
      : await client.query(READ_NEWEST_ROLLOUT, { experimentId, taskExternalId: last.taskExternalId });
  const rollout = found?.rollouts.nodes[0];
  if (rollout !== undefined) return { ...rollout, turns: rollout.turns.nodes };
  throw new UnavailableError(`collection ${collectionId} ended before there was a message to answer; see its jobs`);
}
