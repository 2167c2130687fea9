#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { TurnwiseError } from '../errors';
import { CODE_VERSION } from '../version';
import { addAnalyzeCommand } from './commands/analyze';
import { addCalibrateCommand } from './commands/calibrate';
import { addChatCommand } from './commands/chat';
import { addCheckCommands } from './commands/check';
import { addCheckpointsCommand } from './commands/checkpoints';
import { addCoverageCommand } from './commands/coverage';
import { addCollectCommand } from './commands/collect';
import { addCompareCommand } from './commands/compare-evaluations';
import { addDemoCommand } from './commands/demo';
import { addEvaluateCommand } from './commands/evaluate';
import { addImportCommand } from './commands/import';
import { addKeysCommand } from './commands/keys';
import { addMigrateCommand } from './commands/migrate';
import { addPolicyCommand } from './commands/policy';
import { addReplayCommand } from './commands/replay';
import { addRescoreCommand } from './commands/rescore';
import { addTrainCommands } from './commands/train';
import { addServeCommands } from './commands/serve';
import { addTasksCommand } from './commands/tasks';

function createProgram(): Command {
  const program = new Command('turnwise')
    .description('Research infrastructure for reinforcement learning of multi-turn tool-calling agents')
    .version(CODE_VERSION)
    // `--version` after a command belongs to that command (e.g. replay).
    .enablePositionalOptions()
    .showHelpAfterError('(try --help)');
  addServeCommands(program);
  addMigrateCommand(program);
  addKeysCommand(program);
  addImportCommand(program);
  addCalibrateCommand(program);
  addCheckpointsCommand(program);
  addPolicyCommand(program);
  addChatCommand(program);
  addTasksCommand(program);
  addCollectCommand(program);
  addEvaluateCommand(program);
  addCompareCommand(program);
  addTrainCommands(program);
  addAnalyzeCommand(program);
  addReplayCommand(program);
  addRescoreCommand(program);
  addCoverageCommand(program);
  addDemoCommand(program);
  addCheckCommands(program);
  return program;
}

// A reader that closes the pipe early (`| head`) ends the program without an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof TurnwiseError) process.stderr.write(`turnwise: ${error.message}\n`);
    else
      process.stderr.write(
        `turnwise: unexpected error\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    process.exitCode = 1;
  });
