import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, say } from './project.mjs';
import { runQuietly } from './run-program.mjs';

const PROJECT_FILE = 'tsconfig.build.json';
const STAMP = path.join(ROOT, 'dist', '.sources.json');

/** Compiles to dist/ if a source file was added, removed or changed since the last build. */
export async function buildIfStale() {
  const sources = listSources();
  const built = readStamp();
  if (isSame(sources, built)) return;
  say('building');
  removeOutputs(Object.keys(built).filter((file) => !(file in sources)));
  await runQuietly('the build', [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', PROJECT_FILE]);
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify(sources));
}

/**
 * @returns {Record<string, string>} each file that the result depends on, with its mtime and size; cheap, without
 *   reading files
 */
function listSources() {
  const { include } = JSON.parse(readFileSync(path.join(ROOT, PROJECT_FILE), 'utf8'));
  const settings = ['tsconfig.json', PROJECT_FILE, 'package-lock.json'];
  const files = include
    .filter((folder) => existsSync(path.join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => path.join(folder, file)),
    )
    .filter((file) => /\.[cm]?ts$/.test(file));
  return Object.fromEntries([...settings, ...files].map((file) => [file, describe(file)]));
}

function describe(file) {
  const { mtimeMs, size } = statSync(path.join(ROOT, file));
  return `${mtimeMs} ${size}`;
}

function readStamp() {
  return existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : {};
}

function isSame(left, right) {
  const files = Object.keys(left);
  return files.length === Object.keys(right).length && files.every((file) => left[file] === right[file]);
}

/** The compiler never deletes files: a removed migration would stay in dist/ and be run. */
function removeOutputs(sources) {
  for (const source of sources) {
    const output = path.join(ROOT, 'dist', source.replace(/ts$/, 'js'));
    rmSync(output, { force: true });
    rmSync(`${output}.map`, { force: true });
  }
}
