import { type CliProcess, type CliResult, startCli } from '../run-cli';

/** Starts a chat whose input the test writes. */
export function startChat(words: readonly string[], environment: Readonly<Record<string, string>> = {}): CliProcess {
  return startCli(['chat', ...words], environment, { withInput: true });
}

/** Plays a whole chat: all lines are there before the first is asked for. */
export function pipeChat(
  lines: readonly string[],
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const { child, ended } = startChat(words, environment);
  child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
  return ended;
}
