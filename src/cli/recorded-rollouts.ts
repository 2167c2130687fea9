import { createReadStream } from 'node:fs';
import type { RecordedRollout } from '../domain/trajectory';
import { InvalidInputError } from '../errors';
import { readResults } from '../formats/read-results';

/** The rollouts of a result file with their row numbers. @throws InvalidInputError at the first unreadable row */
export async function* readRecordedRollouts(
  file: string,
  options: { readonly countFailuresAsAuthorsDo: boolean },
): AsyncGenerator<{ readonly row: number; readonly rollout: RecordedRollout }> {
  for await (const result of readResults(createReadStream(file), options)) {
    if ('problem' in result) {
      throw new InvalidInputError(
        `${file}: row ${result.row}, ${result.problem.field || 'whole row'}: ${result.problem.message}`,
      );
    }
    yield { row: result.row, rollout: result.rollout };
  }
}
