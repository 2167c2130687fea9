import type { Episode } from '../environment/environment';
import type { ConversationRecord } from './conversation-record';
import type { PlaySettings } from './play-settings';
import type { TimeLimit } from './time-limit';

/** A conversation in progress. */
export type OpenConversation = {
  readonly settings: PlaySettings;
  readonly record: ConversationRecord;
  readonly episode: Episode;
  readonly limit: TimeLimit;
  readonly now: () => number;
};
