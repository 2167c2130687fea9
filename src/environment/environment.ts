import type { RecordedTask } from '../domain/trajectory';

/** What a call of a tool came to. */
export type ToolOutcome = {
  /** The text for the agent; null where the reference tool returns nothing, at which the episode is aborted. */
  readonly text: string | null;
  /** `RETURNED` by the tool, `REFUSED` by one of its checks, `RAISED` as an exception of the reference, or `UNKNOWN_TOOL`. */
  readonly ending: 'RETURNED' | 'REFUSED' | 'RAISED' | 'UNKNOWN_TOOL';
  /** Type of the exception that the reference raises, e.g. `KeyError`; null when it raises none. */
  readonly exceptionType: string | null;
};

/** A reward with what it follows from. */
export type RewardVerdict = {
  readonly reward: 0 | 1;
  /** Whether the database ended as the golden actions leave it; null when that was not looked at. */
  readonly isDatabaseRight: boolean | null;
  /** For each text that the user must have been told, whether they were; empty when that was not looked at. */
  readonly outputs: readonly { readonly text: string; readonly wasSaid: boolean }[];
};

/** `RUNNING` until the user or a tool ends it (`DONE`), or a tool returned nothing (`ABORTED`, which scores 0). */
export type EpisodeStatus = 'RUNNING' | 'DONE' | 'ABORTED';

/** One conversation in the simulated world. It changes as the agent acts; nothing outside it does. */
export interface Episode {
  readonly status: EpisodeStatus;

  /**
   * Let the agent call a tool.
   *
   * @param argumentsText JSON text of an object, as the agent wrote it
   * @throws InvalidInputError when the text is not JSON of an object; the world stays as it was
   * @throws ConflictError when the episode is not running
   */
  callTool(name: string, argumentsText: string): ToolOutcome;

  /** Note what the agent said to the user: it may hold texts that the task asks for. @throws ConflictError when the episode is not running */
  tellUser(text: string): void;

  /** Take what the user said; some texts end the episode. @throws ConflictError when the episode is not running */
  hearUser(text: string): void;

  /** The reward so far: 0 unless the episode is done. */
  score(): RewardVerdict;

  /** Hash of the whole database as it is now. */
  hash(): string;
}

/** A simulated world in which tasks are played. */
export interface Environment {
  /** Name and version, e.g. `airline-v1`. */
  readonly id: string;

  /** Start an episode from the untouched world; the world is shared, not copied. */
  start(task: RecordedTask): Episode;
}
