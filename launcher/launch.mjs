/**
 * Entry point of `npm run demo`, `npm test`, `npm run turnwise` and `npm run check`: installs and builds whatever is
 * missing or stale, then runs the command. Uses only Node builtins, because nothing may be installed yet.
 *
 * Nothing is imported before the version check: an old Node would fail on the syntax of the other files.
 */
const REQUIRED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < REQUIRED[0] || (major === REQUIRED[0] && minor < REQUIRED[1])) {
  console.error(
    `turnwise needs Node ${REQUIRED.join('.')} or newer; this is ${process.versions.node} (${process.execPath})`,
  );
  process.exitCode = 1;
} else {
  import('./commands.mjs')
    .then(({ runCommand }) => runCommand(process.argv.slice(2)))
    .then(
      (exitCode) => {
        process.exitCode = exitCode;
      },
      (error) => {
        console.error(`turnwise: ${error.message}`);
        process.exitCode = 1;
      },
    );
}
