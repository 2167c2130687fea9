import type { OutcomeClass } from '../domain/trajectory';

/** How a conversation ended. */
export type ConversationEnd =
  | {
      readonly outcomeClass: 'SCORED';
      readonly reward: 0 | 1;
      readonly endReason: string;
      readonly isTruncated: boolean;
    }
  | {
      readonly outcomeClass: Exclude<OutcomeClass, 'SCORED' | 'UNSCORED'>;
      readonly reward: null;
      readonly endReason: string;
      readonly isTruncated: false;
      /** Why it could not be scored, as a message. */
      readonly message: string;
    };

/** Thrown when a conversation cannot continue. */
export class ConversationStopped extends Error {
  constructor(
    readonly end: ConversationEnd,
    options?: { cause?: unknown },
  ) {
    super(end.endReason, options);
    this.name = 'ConversationStopped';
  }
}

/** The end of a conversation that yields no evidence. */
export function failedEnd(
  outcomeClass: Exclude<OutcomeClass, 'SCORED' | 'UNSCORED'>,
  message: string,
): ConversationEnd {
  return { outcomeClass, reward: null, endReason: outcomeClass.toLowerCase(), isTruncated: false, message };
}
