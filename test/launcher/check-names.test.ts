import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '../../launcher/check-names.mjs');

describe('the check of exported names', () => {
  it('passes the project itself', async () => {
    expect(await check(path.join(__dirname, '../..'))).toEqual({ exitCode: 0, output: '' });
  });

  it('names both files that export a name, whatever kind of thing it is', async () => {
    const { exitCode, output } = await checkFiles({
      'src/api/turn.ts': 'export class Turn {}\nexport const { left, places: [first] } = PAIR;',
      'src/domain/turn.ts': 'export type Turn = string;\nexport enum Side { LEFT }',
      'worker/side.ts': 'export async function first() {}\nexport interface Side {}',
    });
    expect(exitCode).toBe(1);
    expect(output.split('\n').slice(0, 3)).toEqual([
      'Side is exported by src/domain/turn.ts and worker/side.ts',
      'Turn is exported by src/api/turn.ts and src/domain/turn.ts',
      'first is exported by src/api/turn.ts and worker/side.ts',
    ]);
  });

  it('passes a name that a second file keeps to itself, and one with several signatures', async () => {
    const { exitCode } = await checkFiles({
      'src/text.ts': 'export function read(text: string): string;\nexport function read(text: null): null;',
      'worker/text.ts': 'function read() {}\n// export function read() {}\nread();',
    });
    expect(exitCode).toBe(0);
  });
});

async function checkFiles(files: Readonly<Record<string, string>>): Promise<{ exitCode: number; output: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'check-names-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    return await check(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function check(root: string): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, root], (_error, output) => {
      resolve({ exitCode: child.exitCode ?? -1, output });
    });
  });
}
