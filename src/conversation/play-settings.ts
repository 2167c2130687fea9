import type { OutcomeClass, RecordedRollout } from '../domain/trajectory';
import type { Environment } from '../environment/environment';
import type { Usage, Utterance } from './conversation';
import type { PlayableTask } from './playable-task';
import type { AgentBrief, PlayablePolicy } from './policy';
import type { PlayableUserSimulator } from './user-simulator';

/** Everything that one conversation needs. */
export type PlaySettings = {
  readonly environment: Environment;
  readonly brief: AgentBrief;
  readonly task: PlayableTask;
  readonly trial: number;
  readonly policy: PlayablePolicy;
  readonly simulator: PlayableUserSimulator;
  /** Seed of the conversation; policy and user draw from streams of their own. */
  readonly seed: number;
  /** Turns of the agent, at least 1; a conversation that needs more is truncated. */
  readonly maxTurns: number;
  /** Wall time of the whole conversation, milliseconds. */
  readonly deadlineMs: number;
  /** Ends the conversation by throwing its reason. */
  readonly signal: AbortSignal;
  /** Hears each utterance as it happens. */
  readonly onUtterance?: (utterance: Utterance) => void;
  /** Milliseconds since some moment, never going back; `performance.now` when left out. */
  readonly now?: () => number;
};

/** A conversation that ended. */
export type PlayedConversation = {
  readonly rollout: RecordedRollout;
  /** Why it could not be scored; null exactly when the outcome class is SCORED. */
  readonly failure: { readonly outcomeClass: Exclude<OutcomeClass, 'SCORED'>; readonly message: string } | null;
  readonly agentUsage: Usage;
  readonly simulatorUsage: Usage;
};
