import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Where the user stood when calling npm, which itself changes to the folder of package.json. */
export function callersFolder() {
  const calledByOurNpm = process.env.npm_package_json === path.join(ROOT, 'package.json');
  return (calledByOurNpm && process.env.INIT_CWD) || process.cwd();
}

/** One line for the user; never on standard output, which belongs to the command. */
export function say(line) {
  process.stderr.write(`turnwise: ${line}\n`);
}
