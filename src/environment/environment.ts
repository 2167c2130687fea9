import type { RecordedTask } from '../domain/trajectory';

/** Result of a tool call. */
export type ToolOutcome = {
  /** The text for the agent; null where the reference tool returns nothing, which aborts the episode. */
  readonly text: string | null;
  /** `RETURNED` by the tool, `REFUSED` by one of its checks, `RAISED` as an exception of the reference, or `UNKNOWN_TOOL`. */
  readonly ending: 'RETURNED' | 'REFUSED' | 'RAISED' | 'UNKNOWN_TOOL';
  /** Type of the exception that the reference raises, e.g. `KeyError`; null when it raises none. */
  readonly exceptionType: string | null;
};

/** A reward with its parts. */
export type RewardVerdict = {
  readonly reward: 0 | 1;
  /** Whether the final database equals the one after the golden actions; null when not checked. */
  readonly isDatabaseRight: boolean | null;
  /** For each expected output, whether the agent said it; empty when not checked. */
  readonly outputs: readonly { readonly text: string; readonly wasSaid: boolean }[];
};

/** `RUNNING` until the user or a tool ends it (`DONE`), or a tool returned nothing (`ABORTED`, which scores 0). */
export type EpisodeStatus = 'RUNNING' | 'DONE' | 'ABORTED';

/** One conversation in the simulated world. It changes as the agent acts, without outside effects. */
export interface Episode {
  readonly status: EpisodeStatus;

  /**
   * Execute a tool call of the agent.
   *
   * @param argumentsText JSON text of an object, verbatim from the agent
   * @throws InvalidInputError when the text is not a JSON object; the world is unchanged
   * @throws ConflictError when the episode is not running
   */
  callTool(name: string, argumentsText: string): ToolOutcome;

  /**
   * Record what the agent said to the user, which may contain expected outputs. @throws ConflictError when the episode
   * is not running
   */
  tellUser(text: string): void;

  /** Record what the user said; some texts end the episode. @throws ConflictError when the episode is not running */
  hearUser(text: string): void;

  /** The reward so far: 0 unless the episode is done. */
  score(): RewardVerdict;

  /** Hash of the whole current database. */
  hash(): string;
}

/** A simulated world in which tasks are played. */
export interface Environment {
  /** Name and version, e.g. `airline-v1`. */
  readonly id: string;

  /** Start an episode from the initial world, which is shared, not copied. */
  start(task: RecordedTask): Episode;
}
