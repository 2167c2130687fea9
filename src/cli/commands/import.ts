import { access, constants, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { InvalidInputError } from '../../errors';
import type { ImportReport } from '../../services/rollouts/import-results';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { ensureExperiment } from '../ensure-experiment';

type ImportCommandOptions = ConnectionOptions & {
  readonly experiment: string;
  readonly strict?: boolean;
  readonly policy?: string;
  readonly simulator?: string;
  readonly json?: boolean;
};

export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description(
      'upload a tau-bench or tau2-bench result file (.json or .json.gz) to a server; importing it again adds nothing',
    )
    .argument('<file>', 'result file')
    .requiredOption('--experiment <name>', 'experiment that receives the rollouts; created if missing')
    .option('--strict', 'refuse the whole file if any row is invalid')
    .option('--policy <name>', 'policy name, overrides the file’s')
    .option('--simulator <name>', 'user simulator name, overrides the file’s')
    .option('--json', 'print the report as JSON');
  addConnectionOptions(command).action(async (file: string, options: ImportCommandOptions) => {
    await requireReadableFile(file);
    const client = connect(options);
    await ensureExperiment(client, options.experiment);
    const report = await client.importFile(file, {
      experiment: options.experiment,
      isStrict: options.strict === true,
      policy: options.policy ?? null,
      simulator: options.simulator ?? null,
    });
    process.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : formatImportReport(report));
    if (report.fileError !== null || report.rejected > 0) process.exitCode = 2;
  });
}

/** @throws InvalidInputError for a folder, and for a file that does not exist or cannot be read */
export async function requireReadableFile(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no such file' : 'cannot be read';
    throw new InvalidInputError(`${file}: ${reason}`, { cause: error });
  }
  if ((await stat(file)).isDirectory()) throw new InvalidInputError(`${file}: is a folder, not a file`);
}

/** The report in a few lines. */
export function formatImportReport(report: ImportReport): string {
  const lines = [
    `${report.rows} rows: ${report.accepted} new, ${report.duplicates} already stored, ${report.rejected} rejected`,
    ...report.problems
      .slice(0, 10)
      .map((problem) => `  row ${problem.row}, ${problem.field || 'whole row'}: ${problem.message}`),
  ];
  if (report.rejected > 10) lines.push(`  ... and ${report.rejected - 10} more`);
  if (report.fileError !== null) lines.push(`the file could not be read completely: ${report.fileError}`);
  return `${lines.join('\n')}\n`;
}
