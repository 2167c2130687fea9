import type { ToolKind } from '../../domain/classification/tool-kinds';
import type { ValueMap } from '../values/value';
import type { AirlineState } from './world/state';

/** A tool of the airline: what the agent calls, over the database of one episode. */
export type Tool = {
  readonly name: string;
  /**
   * Argument names, in the order in which missing ones are listed. All are required; values are not checked in advance.
   */
  readonly parameters: readonly string[];
  /** WRITE when it can change the database; `think` and the transfer to a human are GENERIC by our choice. */
  readonly kind: ToolKind;
  /** Whether a call ends the episode, even if it fails. */
  readonly endsEpisode: boolean;
  /**
   * Run the tool. A failed check leaves the database as it was.
   *
   * @param given exactly one value for each parameter
   * @returns the text for the agent; null where the reference tool returns nothing
   * @throws Refusal when a check of the tool fails; RaisedException where the reference tool would raise
   */
  readonly run: (given: ValueMap, state: AirlineState) => string | null;
};

/** A failed check of a tool: the answer is `Error: ` and this message. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}
