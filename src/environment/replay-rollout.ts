import type { RecordedRollout, RecordedToolCall, RecordedTurn } from '../domain/trajectory';
import { InvalidInputError } from '../errors';
import type { AirlineEnvironment } from './airline/airline-environment';
import { hashDatabase } from './airline/world/database-hash';
import { AirlineState } from './airline/world/state';
import { compareOutputs, type OutputDifference } from './output-difference';

/**
 * Why a replayed call differs from the record:
 * - `DATA_DRIFT`: only keys were renamed, so the data changed since the recording
 * - `OTHER_CONTENT`: same kind of result with other content: the data changed, or an earlier call diverged
 * - `OTHER_TEXT`: an entirely different text, e.g. an error on one side
 */
export type DifferenceCause = 'DATA_DRIFT' | 'OTHER_CONTENT' | 'OTHER_TEXT';

/** A recorded call with its replay. */
export type ReplayedCall = {
  /** Index of the turn in the rollout, from 0. */
  readonly turnIndex: number;
  /** Index of the call in its turn, from 0. */
  readonly callIndex: number;
  readonly name: string;
  /** Recorded text; null when there is none, in which case nothing is compared. */
  readonly recorded: string | null;
  /** Replayed text; null when the tool returns nothing or its arguments cannot be parsed. */
  readonly replayed: string | null;
  /** Empty when the texts are equal or nothing was recorded. */
  readonly differences: readonly OutputDifference[];
  /** null when there is no difference. */
  readonly cause: DifferenceCause | null;
};

export type RolloutReplay = {
  readonly calls: readonly ReplayedCall[];
  /** Calls whose recorded and replayed texts are equal. */
  readonly equalCount: number;
  /** Calls with a recorded text that the replay does not reproduce. */
  readonly differentCount: number;
  /** Renamed keys over all calls, as `path: recorded -> replayed`, each named once. */
  readonly renamedKeys: readonly string[];
  readonly finalHash: string;
};

/**
 * Replay the calls of a recorded rollout from the initial world and report where results differ from the record. In the
 * first version only the first call of a turn is replayed, because its environment drops the others.
 */
export function replayRollout(rollout: RecordedRollout, environment: AirlineEnvironment): RolloutReplay {
  const state = new AirlineState(environment.world);
  const calls = rollout.turns.flatMap((turn, turnIndex) =>
    callsMade(turn, environment).map((call, callIndex) => ({
      turnIndex,
      callIndex,
      ...replayCall(call, state, environment),
    })),
  );
  const renamed = calls.flatMap(({ differences }) => differences.flatMap(renameText));
  return {
    calls,
    equalCount: calls.filter(({ recorded, cause }) => recorded !== null && cause === null).length,
    differentCount: calls.filter(({ cause }) => cause !== null).length,
    renamedKeys: [...new Set(renamed)],
    finalHash: hashDatabase(state, environment.version),
  };
}

/** The calls of a turn that reach the environment. */
export function callsMade(
  turn: RecordedTurn,
  environment: Pick<AirlineEnvironment, 'version'>,
): readonly RecordedToolCall[] {
  return environment.version === 'v1' ? turn.toolCalls.slice(0, 1) : turn.toolCalls;
}

function replayCall(
  call: RecordedToolCall,
  state: AirlineState,
  environment: AirlineEnvironment,
): Omit<ReplayedCall, 'turnIndex' | 'callIndex'> {
  const replayed = replayedText(call, state, environment);
  const isComparable = call.result !== null && call.result !== replayed;
  const differences = isComparable ? differencesOf(call.result, replayed) : [];
  return { name: call.name, recorded: call.result, replayed, differences, cause: causeOf(differences) };
}

function replayedText(call: RecordedToolCall, state: AirlineState, environment: AirlineEnvironment): string | null {
  try {
    return environment.toolset.call(state, call.name, call.arguments).text;
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

function differencesOf(recorded: string, replayed: string | null): OutputDifference[] {
  if (replayed === null) return [{ kind: 'OTHER_TEXT', path: '', recorded, replayed }];
  return compareOutputs(recorded, replayed);
}

function causeOf(differences: readonly OutputDifference[]): DifferenceCause | null {
  if (differences.length === 0) return null;
  if (differences.every(({ kind }) => kind === 'RENAMED_KEY')) return 'DATA_DRIFT';
  return differences.some(({ kind }) => kind === 'OTHER_TEXT') ? 'OTHER_TEXT' : 'OTHER_CONTENT';
}

function renameText(difference: OutputDifference): string[] {
  if (difference.kind !== 'RENAMED_KEY') return [];
  const place = difference.path === '' ? '' : `${difference.path}: `;
  return [`${place}${difference.recordedKey} -> ${difference.replayedKey}`];
}
