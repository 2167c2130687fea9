import { type Command, Option } from 'commander';
import { replayFile } from '../../environment/replay';
import { requireReadableFile } from './import';

type ReplayOptions = { readonly data: string; readonly version: 'v1' | 'v2'; readonly json?: boolean };

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('run sequences of tool calls, each from a fresh database, and print outputs and final hashes as JSON')
    .argument('<file>', '{sequences: [{id, calls: [{name, arguments}]}]}, arguments as JSON text (.json or .json.gz)')
    .requiredOption('--data <folder>', 'tau-bench or tau2-bench airline data')
    .addOption(new Option('--version <version>', 'version of the airline world').choices(['v1', 'v2']).default('v1'))
    .option('--json', 'print JSON (the only form)')
    .action(async (file: string, options: ReplayOptions) => {
      await requireReadableFile(file);
      const answer = await replayFile({ file, folder: options.data, version: options.version });
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    });
}
