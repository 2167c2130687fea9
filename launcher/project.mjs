import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Whether the parent process is an npm that runs a script of this project. */
export function isCalledByNpm() {
  return process.env.npm_package_json === path.join(ROOT, 'package.json');
}

/** The user's folder when calling npm, which itself changes to the folder of package.json. */
export function callersFolder() {
  return (isCalledByNpm() && process.env.INIT_CWD) || process.cwd();
}

/** Prints one line to the user on standard error; standard output belongs to the command. */
export function say(line) {
  process.stderr.write(`turnwise: ${line}\n`);
}
