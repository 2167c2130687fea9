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
      'send a tau-bench or tau2-bench result file (.json or .json.gz) to a server; sending it again adds nothing',
    )
    .argument('<file>', 'result file')
    .requiredOption('--experiment <name>', 'experiment that receives the rollouts; made when it does not exist')
    .option('--strict', 'refuse the whole file when one row is bad')
    .option('--policy <name>', 'name of the policy, when the file has none or another')
    .option('--simulator <name>', 'name of the user simulator, when the file has none or another')
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

/** @throws InvalidInputError for a file that does not exist or cannot be read, and for a folder */
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

/** The report in a few lines for a person. */
export function formatImportReport(report: ImportReport): string {
  const lines = [
    `${report.rows} rows: ${report.accepted} new, ${report.duplicates} already there, ${report.rejected} rejected`,
    ...report.problems
      .slice(0, 10)
      .map((problem) => `  row ${problem.row}, ${problem.field || 'whole row'}: ${problem.message}`),
  ];
  if (report.rejected > 10) lines.push(`  ... and ${report.rejected - 10} more`);
  if (report.fileError !== null) lines.push(`the file could not be read to its end: ${report.fileError}`);
  return `${lines.join('\n')}\n`;
}
