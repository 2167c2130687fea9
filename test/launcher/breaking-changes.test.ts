import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '../../launcher/breaking-changes.mjs');

const RELEASED = `
enum Colour { RED GREEN @deprecated(reason: "use RED") }
input Wish { colour: Colour name: String @deprecated(reason: "not read") }
type Query {
  colour(wish: Wish, shade: Int @deprecated(reason: "not read")): Colour
  size: Int
  weight: Int @deprecated(reason: "use size")
}`;

describe('the check of breaking changes', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'breaking-changes-'));
    await writeFile(path.join(folder, 'released.graphql'), RELEASED);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('passes what was deprecated in the last release, and what is new', async () => {
    const current = `
      enum Colour { RED BLUE }
      input Wish { colour: Colour }
      type Query { colour(wish: Wish): Colour size: Int height: Int }`;
    expect(await check(current, '')).toEqual({ exitCode: 0, errors: '' });
  });

  it('fails on a change that was not announced and is not listed, and names it', async () => {
    const { exitCode, errors } = await check(RELEASED.replace('size: Int', ''), '');
    expect(exitCode).toBe(1);
    expect(errors).toContain("nor listed: Field 'size' was removed from object type 'Query'");
  });

  it('passes a change that is listed', async () => {
    const list = "# accepted\nField 'size' was removed from object type 'Query'\n";
    expect(await check(RELEASED.replace('size: Int', ''), list)).toEqual({ exitCode: 0, errors: '' });
  });

  it('fails on a line of the list that no longer holds', async () => {
    const { exitCode, errors } = await check(RELEASED, "Field 'size' was removed from object type 'Query'\n");
    expect(exitCode).toBe(1);
    expect(errors).toContain("no longer a breaking change: Field 'size' was removed from object type 'Query'");
  });

  it('writes the list of what it found', async () => {
    await check(RELEASED.replace('size: Int', ''), '', '--accept');
    const list = await readFile(path.join(folder, 'accepted.txt'), 'utf8');
    expect(list.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      "Field 'size' was removed from object type 'Query'",
      '',
    ]);
  });

  async function check(current: string, accepted: string, ...more: string[]) {
    const file = (name: string): string => path.join(folder, name);
    await writeFile(file('current.graphql'), current);
    await writeFile(file('accepted.txt'), accepted);
    const files = ['--released', file('released.graphql'), '--current', file('current.graphql')];
    return runScript([...files, '--accepted', file('accepted.txt'), ...more]);
  }
});

function runScript(args: readonly string[]): Promise<{ exitCode: number | null; errors: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, ...args], (_error, _output, errors) => {
      resolve({ exitCode: child.exitCode, errors });
    });
  });
}
