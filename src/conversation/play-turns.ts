import type { RecordedToolCall } from '../domain/trajectory';
import type { Episode, ToolOutcome } from '../environment/environment';
import { InvalidInputError } from '../errors';
import { askParticipants } from './ask-participants';
import { GREETING } from './conversation';
import { ConversationStopped, type ConversationEnd } from './conversation-end';
import type { ConversationRecord } from './conversation-record';
import type { OpenConversation } from './open-conversation';
import type { AgentTurn } from './policy';

/**
 * Number of failed calls after which the second version ends a conversation. @see Specification of tau2-bench airline,
 * section 5
 */
export const MAX_TOOL_ERRORS = 10;

/**
 * Alternate user and agent until one of them, a tool or a limit ends the conversation.
 *
 * @throws the reason of the caller's signal when that is aborted
 * @throws InvalidInputError when the task's reward depends on a judge
 */
export async function playTurns(open: OpenConversation): Promise<ConversationEnd> {
  try {
    return await takeTurns(open);
  } catch (error) {
    if (error instanceof ConversationStopped) return error.end;
    throw error;
  }
}

async function takeTurns(open: OpenConversation): Promise<ConversationEnd> {
  const { settings, record, episode } = open;
  const { startUser, startAgent } = askParticipants(open);
  const askUser = startUser();
  await hearUser(open, () => askUser(GREETING));
  if (!isRunning(episode)) return scoredEnd(episode, 'user_stop');
  const askAgent = startAgent();
  for (let turns = 0; turns < settings.maxTurns; turns += 1) {
    const turn = await askAgent();
    const endReason = takeCalls(open, turn);
    if (endReason !== null) return scoredEnd(episode, endReason);
    if (turn.toolCalls.length > 0) continue;
    const text = turn.message ?? '';
    episode.tellUser(text);
    record.hear({ speaker: 'AGENT', text });
    await hearUser(open, () => askUser(text));
    if (!isRunning(episode)) return scoredEnd(episode, 'user_stop');
  }
  return scoredEnd(episode, OUT_OF_TURNS);
}

async function hearUser({ record, episode }: OpenConversation, ask: () => Promise<string>): Promise<void> {
  const text = await ask();
  record.hearUser(text);
  episode.hearUser(text);
}

/**
 * Execute a turn's calls: in the first version only the first, in the second all in order. Text beside a call never
 * reaches the user; in the second version it still counts as said.
 *
 * @returns the reason when a call ended the conversation, else null
 * @see Specifications of tau-bench airline, section 4, and of tau2-bench airline, sections 5 and 6
 */
function takeCalls(open: OpenConversation, turn: AgentTurn): string | null {
  const { settings, record, episode } = open;
  const isFirst = settings.brief.version === 'v1';
  if (turn.toolCalls.length > 0 && turn.message !== null && !isFirst) episode.tellUser(turn.message);
  const calls = isFirst ? turn.toolCalls.slice(0, 1) : turn.toolCalls;
  for (const [rank, call] of calls.entries()) {
    const outcome = makeCall(episode, call);
    const isError = outcome.ending !== 'RETURNED';
    record.endCall(rank, { result: outcome.text, isError });
    record.hear({ speaker: 'TOOL', name: call.name, arguments: call.arguments, result: outcome.text ?? '' });
    if (episode.status === 'ABORTED') return 'aborted';
    if (episode.status === 'DONE') return 'transfer';
    if (!isFirst && countErrors(record) >= MAX_TOOL_ERRORS) return 'too_many_errors';
  }
  return null;
}

/** Arguments that do not parse never reach a tool; the agent gets the error and the conversation continues. */
function makeCall(
  episode: Episode,
  call: Pick<RecordedToolCall, 'name' | 'arguments'>,
): Pick<ToolOutcome, 'text' | 'ending'> {
  try {
    return episode.callTool(call.name, call.arguments);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { text: `Error: ${error.message}`, ending: 'RAISED' };
  }
}

function countErrors({ turns }: ConversationRecord): number {
  return turns.flatMap(({ toolCalls }) => toolCalls).filter(({ isError }) => isError === true).length;
}

/** Read each time, because messages and calls change it. */
function isRunning(episode: Episode): boolean {
  return episode.status === 'RUNNING';
}

function scoredEnd(episode: Episode, endReason: string): ConversationEnd {
  const isTruncated = endReason === OUT_OF_TURNS;
  return { outcomeClass: 'SCORED', reward: episode.score().reward, endReason, isTruncated };
}

const OUT_OF_TURNS = 'max_turns';
