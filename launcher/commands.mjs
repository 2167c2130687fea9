import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { withFileLock } from './file-lock.mjs';
import { installIfStale } from './install.mjs';
import { ROOT, callersFolder, say } from './project.mjs';
import { runInForeground } from './run-program.mjs';
import { tierCall } from './tiers.mjs';

const MAIN = 'dist/src/cli/main.js';

const COMMANDS = {
  demo: (args) => runMain(['demo', ...args]),
  turnwise: (args) => runMain(args),
  test: (args) => runPackage('jest/bin/jest.js', args, { NODE_ENV: 'test' }),
  tier: (words) => runTier(words),
  bench: (args) => runNode('dist/bench/main.js', args),
  check: () => check(),
};

/**
 * Installs, builds and runs one command.
 *
 * @param {string[]} words the command and its arguments
 * @returns {Promise<number>} the exit code of the command
 */
export async function runCommand([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command) throw new Error(`unknown command ${name ?? ''}; available: ${Object.keys(COMMANDS).join(', ')}`);
  // Its install script downloads GPU libraries that this project does not use, and would fail offline.
  process.env.ONNXRUNTIME_NODE_INSTALL ??= 'skip';
  await withFileLock(path.join(ROOT, '.turnwise', 'launcher.lock'), async () => {
    await installIfStale();
    await buildIfStale();
  });
  return command(args);
}

function runNode(script, args) {
  return runInForeground([path.join(ROOT, script), ...args], { cwd: callersFolder() });
}

/** Runs in the user's current folder, so that relative paths work; data stays in the project folder. */
function runMain(args) {
  const environment = { TURNWISE_DATA_FOLDER: process.env.TURNWISE_DATA_FOLDER || path.join(ROOT, '.turnwise') };
  return runInForeground([path.join(ROOT, MAIN), ...args], { cwd: callersFolder(), environment });
}

function runPackage(script, args, environment = {}) {
  return runInForeground([path.join(ROOT, 'node_modules', script), ...args], { cwd: ROOT, environment });
}

function runTier(words) {
  const { args, environment } = tierCall(words);
  return runPackage('jest/bin/jest.js', args, { NODE_ENV: 'test', ...environment });
}

/** Runs every check even after a failure, so that one run shows everything to fix. */
async function check() {
  const folders = ['src', 'worker', 'migrations'].filter((folder) => existsSync(path.join(ROOT, folder)));
  const checks = {
    format: () => runPackage('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
    lint: () => runPackage('eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
    types: () => runPackage('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']),
    imports: () =>
      runPackage('dependency-cruiser/bin/dependency-cruise.mjs', [...folders, '--config', '.dependency-cruiser.cjs']),
    names: () => runNode('launcher/check-names.mjs', []),
    schema: () => runMain(['check-schema']),
    operations: () => runNode('launcher/generate-operations.mjs', ['--check']),
    'breaking changes': () => runNode('launcher/breaking-changes.mjs', []),
    migrations: () => runMain(['check-migrations']),
  };
  const failed = [];
  for (const [name, runCheck] of Object.entries(checks)) {
    const exitCode = await runCheck();
    say(`check ${name}: ${exitCode === 0 ? 'ok' : 'FAILED'}`);
    if (exitCode !== 0) failed.push(name);
    if (exitCode > 128) break; // ended by a signal: stop the remaining checks too
  }
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}
