import type { RecordedToolCall, RecordedTurn } from '../domain/trajectory';
import type { Usage, Utterance } from './conversation';
import type { AgentTurn } from './policy';

/** Record of a conversation so far, as the agent sees it and as it is stored. Append-only. */
export class ConversationRecord {
  readonly agentUsages: Usage[] = [];
  readonly simulatorUsages: Usage[] = [];
  openingMessage: string | null = null;
  private readonly heard: Utterance[] = [];
  private readonly recordedTurns: RecordedTurn[] = [];

  constructor(private readonly onUtterance: (utterance: Utterance) => void) {}

  /** A copy, so that a policy may keep it. */
  get utterances(): readonly Utterance[] {
    return [...this.heard];
  }

  get turns(): readonly RecordedTurn[] {
    return this.recordedTurns;
  }

  hear(utterance: Utterance): void {
    this.heard.push(utterance);
    this.onUtterance(utterance);
  }

  /** Begin a turn chosen by the agent; none of its calls has been executed yet. */
  beginTurn({ message, toolCalls, inputTokens, outputTokens, logProbability }: AgentTurn, latencyMs: number): void {
    this.recordedTurns.push({
      message,
      toolCalls: toolCalls.map((call) => ({ name: call.name, arguments: call.arguments, result: null, isError: null })),
      userMessage: null,
      inputTokens,
      outputTokens,
      latencyMs,
      logProbability,
    });
  }

  /** Record the result of a call of the turn. */
  endCall(rank: number, answer: Pick<RecordedToolCall, 'result' | 'isError'>): void {
    const turn = this.lastTurn();
    const toolCalls = turn.toolCalls.map((call, index) => (index === rank ? { ...call, ...answer } : call));
    this.recordedTurns[this.recordedTurns.length - 1] = { ...turn, toolCalls };
  }

  /** Record the user's message: after the last turn, or before the first. */
  hearUser(text: string): void {
    if (this.recordedTurns.length === 0) this.openingMessage = text;
    else this.recordedTurns[this.recordedTurns.length - 1] = { ...this.lastTurn(), userMessage: text };
    this.hear({ speaker: 'USER', text });
  }

  private lastTurn(): RecordedTurn {
    const turn = this.recordedTurns.at(-1);
    if (turn === undefined) throw new Error('there is no turn yet');
    return turn;
  }
}
