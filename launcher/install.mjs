import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, say } from './project.mjs';
import { runQuietly } from './run-program.mjs';

/** Runs `npm ci` if the installed packages do not match package-lock.json. */
export async function installIfStale() {
  if (isInstalled()) return;
  say('installing packages (npm ci); the first time takes about a minute');
  const startedAt = Date.now();
  // The compiler is a development dependency, needed here even with NODE_ENV=production.
  await runQuietly('npm ci', [findNpm(), 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  say(`installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Compares the lock file with the record that npm leaves in node_modules when it finishes. This detects missing,
 * interrupted, partial and manual installations without a stamp file.
 */
function isInstalled() {
  const recordFile = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const wanted = readPackages(path.join(ROOT, 'package-lock.json'));
  const installed = readPackages(recordFile);
  return Object.entries(wanted).every(([folder, { version, integrity, optional, devOptional }]) => {
    if (folder === '') return true; // the project itself
    const found = installed[folder];
    if (!found) return optional === true || devOptional === true; // for another platform
    return found.version === version && found.integrity === integrity;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** The npm that called this script, or the one bundled with this Node. */
function findNpm() {
  const bin = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(bin, 'node_modules/npm/bin/npm-cli.js'), // Windows
    path.join(bin, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(bin, '../share/nodejs/npm/bin/npm-cli.js'), // Debian
  ];
  const found = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  if (!found) throw new Error('npm was not found next to node; run this through npm, e.g. npm run demo');
  return found;
}
