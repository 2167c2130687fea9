import type { OutcomeClass, RecordedRollout } from '../domain/trajectory';
import type { Environment } from '../environment/environment';
import type { Usage, Utterance } from './conversation';
import type { PlayableTask } from './playable-task';
import type { AgentBrief, PlayablePolicy } from './policy';
import type { PlayableUserSimulator } from './user-simulator';

/** Settings of one conversation. */
export type PlaySettings = {
  readonly environment: Environment;
  readonly brief: AgentBrief;
  readonly task: PlayableTask;
  readonly trial: number;
  readonly policy: PlayablePolicy;
  readonly simulator: PlayableUserSimulator;
  /** Seed of the conversation; policy and user draw from separate streams. */
  readonly seed: number;
  /** Max turns of the agent, at least 1; a longer conversation is truncated. */
  readonly maxTurns: number;
  /** Time limit of the whole conversation, in ms of wall time. */
  readonly deadlineMs: number;
  /** Aborts the conversation, which then throws the signal's reason. */
  readonly signal: AbortSignal;
  /** Called with each utterance as it happens. */
  readonly onUtterance?: (utterance: Utterance) => void;
  /** Monotonic clock in ms; default `performance.now`. */
  readonly now?: () => number;
};

/** A finished conversation. */
export type PlayedConversation = {
  readonly rollout: RecordedRollout;
  /** Why it could not be scored; null exactly when the outcome class is SCORED. */
  readonly failure: { readonly outcomeClass: Exclude<OutcomeClass, 'SCORED'>; readonly message: string } | null;
  readonly agentUsage: Usage;
  readonly simulatorUsage: Usage;
};
