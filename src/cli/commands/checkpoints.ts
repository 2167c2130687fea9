import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import Table from 'cli-table3';
import { InvalidInputError } from '../../errors';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { listCheckpoints, type ListedCheckpoint } from '../list-checkpoints';
import { requireReadableFile } from './import';

type ListOptions = ConnectionOptions & { readonly experiment?: string; readonly json?: boolean };
type DownloadOptions = ConnectionOptions & {
  readonly output?: string;
  readonly optimizer?: boolean;
  readonly force?: boolean;
};
type UploadOptions = ConnectionOptions & {
  readonly experiment?: string;
  readonly parent?: string;
  readonly json?: boolean;
};

export function addCheckpointsCommand(program: Command): void {
  const checkpoints = program.command('checkpoints').description('list, download and upload checkpoints');
  addConnectionOptions(
    checkpoints
      .command('list')
      .description('list checkpoints, newest first')
      .option('--experiment <name>', 'only checkpoints of this experiment')
      .option('--json', 'print JSON'),
  ).action(list);
  addConnectionOptions(
    checkpoints
      .command('download')
      .description('download the ONNX file of a checkpoint and verify its hash')
      .argument('<id>', 'id of the checkpoint')
      .option('--output <file>', 'output file; default ID.onnx or ID.optimizer.bin')
      .option('--optimizer', 'download the optimizer state instead')
      .option('--force', 'overwrite an existing file'),
  ).action(download);
  addConnectionOptions(
    checkpoints
      .command('upload')
      .description('upload your own ONNX policy; the server validates it first')
      .argument('<file>', 'ONNX file')
      .option('--experiment <name>', 'experiment it belongs to')
      .option('--parent <id>', 'checkpoint it was derived from')
      .option('--json', 'print JSON'),
  ).action(upload);
}

async function list({ experiment, json, ...connection }: ListOptions): Promise<void> {
  const rows = await listCheckpoints(connect(connection), experiment ?? null);
  process.stdout.write(json === true ? `${JSON.stringify(rows, null, 2)}\n` : formatCheckpoints(rows));
}

async function download(id: string, { output, optimizer, force, ...connection }: DownloadOptions): Promise<void> {
  const isOptimizer = optimizer === true;
  const destination = output ?? `${id}.${isOptimizer ? 'optimizer.bin' : 'onnx'}`;
  if (force !== true && existsSync(destination)) {
    throw new InvalidInputError(`${destination}: already exists; use --force to overwrite it`);
  }
  const size = await connect(connection).downloadCheckpoint(
    id,
    isOptimizer ? 'optimizer.bin' : 'model.onnx',
    destination,
  );
  process.stdout.write(`${destination}: ${size} bytes\n`);
}

async function upload(file: string, { experiment, parent, json, ...connection }: UploadOptions): Promise<void> {
  await requireReadableFile(file);
  const uploaded = await connect(connection).uploadCheckpoint(file, {
    experiment: experiment ?? null,
    parent: parent ?? null,
  });
  process.stdout.write(json === true ? `${JSON.stringify(uploaded)}\n` : `checkpoint ${uploaded.id}\n`);
}

function formatCheckpoints(rows: readonly ListedCheckpoint[]): string {
  if (rows.length === 0) return 'no checkpoints\n';
  const table = new Table({
    head: ['id', 'origin', 'step', 'bytes', 'made', 'parent'],
    style: { head: [], border: [] },
  });
  for (const { id, origin, step, modelBytes, createdAt, parent } of rows) {
    table.push([id, origin, step, modelBytes, createdAt, parent?.id ?? '']);
  }
  return `${table.toString()}\n`;
}
