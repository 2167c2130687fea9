/**
 * Adds the platform packages that npm left out of package-lock.json because its registry does not carry them. `npm ci`
 * of npm 11 refuses a lock that does not name every optional dependency. Run after each change of dependencies:
 * `npm run lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './project.mjs';

const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony'];
const PROCESSORS = ['arm64', 'x64', 'arm', 'ppc64', 's390x', 'loong64', 'riscv64', 'ia32'];

const file = path.join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const known = lock.packages;
for (const [parent, entry] of Object.entries(known)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (known[`node_modules/${name}`] || known[`${parent}/node_modules/${name}`]) continue;
    known[`node_modules/${name}`] = describePlatformPackage(name, version, entry.dev === true);
    console.log(`added ${name} ${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** Platform packages contain their platform in their name, e.g. `@swc/core-linux-x64-musl`. */
function describePlatformPackage(name, version, isDev) {
  const words = name.split('/').pop().split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!os || !cpu || !/^\d/.test(version)) throw new Error(`cannot determine the platform of ${name} ${version}`);
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu')) && 'glibc';
  return {
    version,
    cpu: [cpu],
    ...(isDev ? { dev: true } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    optional: true,
    os: [os],
  };
}
