import { InvalidInputError } from '../../errors';
import type { ImportReport } from '../../services/rollouts/import-results';
import { formatImportReport } from '../commands/import';
import { ensureExperiment } from '../ensure-experiment';
import type { DemoContext } from './demo-context';
import type { RecordedInput } from './demo-input';

export type ImportedRollouts = { readonly experimentId: string; readonly report: ImportReport };

/** Sends recorded rollouts to the API. @throws InvalidInputError if the file cannot be read completely */
export async function importRollouts({ client, print }: DemoContext, input: RecordedInput): Promise<ImportedRollouts> {
  const { experiment } = input;
  const experimentId = await ensureExperiment(client, experiment);
  const report = await client.importBytes(input.open(), { experiment, isStrict: false, policy: null, simulator: null });
  print(formatImportReport(report).trimEnd());
  if (report.fileError !== null) throw new InvalidInputError(`${input.description}: ${report.fileError}`);
  return { experimentId, report };
}
