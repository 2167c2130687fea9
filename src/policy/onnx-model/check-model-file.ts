import { InvalidInputError, TurnwiseError, UnavailableError } from '../../errors';
import { type ProbeLimits, runProbe } from './run-probe';
import { refused } from '../scoring/scorer-signature';

const LIMITS: ProbeLimits = { deadlineMs: 30_000, residentBytes: 4 * 1024 ** 3 };

/**
 * Checks an uploaded ONNX file: it must parse, have the documented signature, load, and score rows of zeros with finite
 * numbers, in a separate process limited to 30 seconds and 4 GiB.
 *
 * @returns the metadata properties of the file
 * @throws InvalidInputError saying what was found and what was expected
 * @throws UnavailableError when the check itself could not run
 */
export async function checkModelFile(
  file: string,
  limits: ProbeLimits = LIMITS,
): Promise<Readonly<Record<string, string>>> {
  const answer = await runProbe({ kind: 'model', file }, limits).catch((error: unknown) => {
    throw error instanceof InvalidInputError ? refused(error.message) : explain(error);
  });
  if (answer.kind === 'accepted') return answer.metadata;
  if (answer.kind === 'refused') throw new InvalidInputError(answer.problem);
  throw new UnavailableError('the model could not be checked; try again', { cause: answer });
}

function explain(error: unknown): unknown {
  return error instanceof TurnwiseError
    ? error
    : new UnavailableError('the model could not be checked; try again', { cause: error });
}
