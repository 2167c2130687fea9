import { withoutBookingParts, type Intent } from './intents';
import type { Mentions } from './read-mentions';

/**
 * The customer's texts about the current request, from the one that brought it up. The latest has priority, because
 * customers change their minds.
 */
export type RequestWindow = {
  /** Index among the requests of the conversation, from 0. */
  readonly rank: number;
  readonly said: readonly Mentions[];
  readonly intents: ReadonlySet<Intent>;
};

/** The window before any text. */
export const EMPTY_WINDOW: RequestWindow = { rank: 0, said: [], intents: new Set() };

/**
 * The window after another text: a new one opens when the agent has closed the previous request and the text asks for
 * something. A plea or thanks after a refusal asks for nothing and leaves it open.
 */
export function extendWindow(window: RequestWindow, mentions: Mentions, isClosed: boolean): RequestWindow {
  const isNew = isClosed && window.said.length > 0 && mentions.intents.length > 0 && !isRepetition(window, mentions);
  if (isNew) return { rank: window.rank + 1, said: [mentions], intents: new Set(mentions.intents) };
  const added = window.intents.has('BOOK') ? withoutBookingParts(mentions.intents) : mentions.intents;
  return { rank: window.rank, said: [...window.said, mentions], intents: new Set([...window.intents, ...added]) };
}

/** Whether the customer insists in the same words, or fewer. */
function isRepetition({ said }: RequestWindow, mentions: Mentions): boolean {
  return said.some(({ lower }) => lower.includes(mentions.lower));
}

/** All distinct mentions of one kind in the window, the latest text first. */
export function mentioned<T>(window: RequestWindow, read: (mentions: Mentions) => readonly T[]): T[] {
  return [...new Set(window.said.toReversed().flatMap(read))];
}

/** The latest mention of one kind in the window; null without one. */
export function latest<T>(window: RequestWindow, read: (mentions: Mentions) => T | null): T | null {
  for (const mentions of window.said.toReversed()) {
    const value = read(mentions);
    if (value !== null) return value;
  }
  return null;
}
