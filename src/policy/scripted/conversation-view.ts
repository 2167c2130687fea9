import { memoizeByObject } from '../../domain/memoize-by-object';
import type { Utterance } from '../../conversation/conversation';
import type { GoldenAction } from '../../domain/trajectory';
import { canonicalCallKey } from './planned-call';

/** Queries of the reference agent on a conversation so far. */
export class ConversationView {
  constructor(private readonly utterances: readonly Utterance[]) {}

  /** The part that starts at an utterance. */
  from(start: number): ConversationView {
    return new ConversationView(this.utterances.slice(start));
  }

  /** How often a call was made. */
  countCalls(call: GoldenAction): number {
    const key = canonicalCallKey(call);
    return this.utterances.filter((utterance) => utterance.speaker === 'TOOL' && keyOf(utterance) === key).length;
  }

  /** Whether the agent said exactly this. */
  hasSaid(text: string): boolean {
    return this.utterances.some((utterance) => utterance.speaker === 'AGENT' && utterance.text === text);
  }

  /** All messages of the agent, joined. */
  get agentText(): string {
    return this.textOf('AGENT');
  }

  /** All messages of the user, joined. */
  get userText(): string {
    return this.textOf('USER');
  }

  /** All tool results, joined. */
  get toolText(): string {
    return this.utterances.map((utterance) => (utterance.speaker === 'TOOL' ? utterance.result : '')).join('\n');
  }

  /** Result of the last call of a tool; null when there was none. */
  lastResult(name: string): string | null {
    const last = this.utterances.findLast((utterance) => utterance.speaker === 'TOOL' && utterance.name === name);
    return last?.speaker === 'TOOL' ? last.result : null;
  }

  /** Result of the last call equal to this; null when it was not made. */
  resultOf(call: GoldenAction): string | null {
    const key = canonicalCallKey(call);
    const last = this.utterances.findLast((utterance) => utterance.speaker === 'TOOL' && keyOf(utterance) === key);
    return last?.speaker === 'TOOL' ? last.result : null;
  }

  /** The user's last message after the agent last said one of these texts; null without one. */
  replyTo(isQuestion: (agentText: string) => boolean): string | null {
    const asked = this.utterances.findLastIndex(({ speaker, ...rest }) => {
      return speaker === 'AGENT' && 'text' in rest && isQuestion(rest.text);
    });
    if (asked < 0) return null;
    const reply = this.utterances.slice(asked).findLast(({ speaker }) => speaker === 'USER');
    return reply?.speaker === 'USER' ? reply.text : null;
  }

  /** How often the agent said such a text. */
  countSaid(isMatching: (agentText: string) => boolean): number {
    return this.utterances.filter((utterance) => utterance.speaker === 'AGENT' && isMatching(utterance.text)).length;
  }

  /** Indexes of the user's messages right after the agent closed a request. */
  get newRequests(): number[] {
    return this.utterances.flatMap((utterance, index) => {
      const before = this.utterances[index - 1];
      return utterance.speaker === 'USER' && before?.speaker === 'AGENT' && CLOSING.test(before.text) ? [index] : [];
    });
  }

  private textOf(speaker: 'USER' | 'AGENT'): string {
    return this.utterances
      .flatMap((utterance) => (utterance.speaker === speaker && 'text' in utterance ? [utterance.text] : []))
      .join('\n');
  }
}

const CLOSING = /\banything else\b/i;

/** Cached, because utterances are immutable and read on every turn. */
const keyOf = memoizeByObject((utterance: Utterance & { readonly speaker: 'TOOL' }) => canonicalCallKey(utterance));
