import { InvalidInputError } from '../errors';
import type { AirlineEnvironment } from './airline/airline-environment';
import { hashDatabase } from './airline/world/database-hash';
import { readAirlineEnvironment } from './airline/readers/airline-folder';
import { readPackedText } from './airline/readers/benchmark-file';
import { expectList, expectMap, expectText, parseFile } from './airline/readers/expected-fields';
import { AirlineState } from './airline/world/state';
import type { AirlineVersion } from './airline/world/world';
import type { Value } from './values/value';

/** A sequence of calls, to be replayed from the initial world. */
export type CallSequence = {
  readonly id: string | number;
  /** `arguments` is JSON text of an object. */
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
};

/** Results of the calls of each sequence, ready for JSON. */
export type ReplayAnswer = {
  readonly sequences: readonly {
    readonly id: string | number;
    /**
     * Result text of each call; null where the reference has none, because the tool returns nothing or the arguments
     * cannot be parsed.
     */
    readonly outputs: readonly (string | null)[];
    readonly final_hash: string;
  }[];
};

/**
 * Replay a file of call sequences over the world of a benchmark folder.
 *
 * @param request `file` holds `{sequences: [{id, calls: [{name, arguments}]}]}`, plain or gzip; `folder` is a tau-bench (`v1`)
 *   or tau2-bench (`v2`) airline folder
 * @throws InvalidInputError when a file is missing or malformed
 */
export async function replayFile(request: {
  readonly file: string;
  readonly folder: string;
  readonly version: AirlineVersion;
}): Promise<ReplayAnswer> {
  const sequences = parseSequences(request.file, await readPackedText(request.file));
  return replaySequences(sequences, await readAirlineEnvironment(request.folder, request.version));
}

/** Replay call sequences, each from the initial world. A call without a result does not stop the sequence. */
export function replaySequences(sequences: readonly CallSequence[], environment: AirlineEnvironment): ReplayAnswer {
  return {
    sequences: sequences.map(({ id, calls }) => {
      const state = new AirlineState(environment.world);
      const outputs = calls.map((call) => outputOf(call, state, environment));
      return { id, outputs, final_hash: hashDatabase(state, environment.version) };
    }),
  };
}

function outputOf(
  call: CallSequence['calls'][number],
  state: AirlineState,
  environment: AirlineEnvironment,
): string | null {
  try {
    return environment.toolset.call(state, call.name, call.arguments).text;
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

function parseSequences(file: string, text: string): CallSequence[] {
  const document = expectMap(parseFile(file, text), file);
  return expectList(document.get('sequences'), `${file}: sequences`).map((value, index) => {
    const place = `${file}: sequence ${index}`;
    const sequence = expectMap(value, place);
    const calls = expectList(sequence.get('calls'), `${place}: calls`);
    return {
      id: sequenceId(sequence.get('id'), place),
      calls: calls.map((member, rank) => {
        const call = expectMap(member, `${place}: call ${rank}`);
        return {
          name: expectText(call.get('name'), `${place}: call ${rank}: name`),
          arguments: expectText(call.get('arguments'), `${place}: call ${rank}: arguments`),
        };
      }),
    };
  });
}

function sequenceId(id: Value | undefined, place: string): string | number {
  return typeof id === 'bigint' ? Number(id) : expectText(id, `${place}: id`);
}
