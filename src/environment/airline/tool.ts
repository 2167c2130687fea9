import type { ToolKind } from '../../domain/classification/tool-kinds';
import type { ValueMap } from '../values/value';
import type { AirlineState } from './world/state';

/** A tool of the airline: what the agent calls, over the database of one episode. */
export type Tool = {
  readonly name: string;
  /** Names of its arguments, in the order in which missing ones are listed. All are required; their values are not checked beforehand. */
  readonly parameters: readonly string[];
  /** WRITE when it can change the database; `think` and the transfer to a human are GENERIC by our choice. */
  readonly kind: ToolKind;
  /** Whether the episode is over once it was called, even if the call failed. */
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

/** A check of a tool that failed: the answer is `Error: ` and this message. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}
