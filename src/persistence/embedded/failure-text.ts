import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4000;

const KNOWN_CAUSES: readonly (readonly [RegExp, string])[] = [
  [/ENOSPC|No space left on device/, 'the disk is full'],
  [/EROFS|Read-only file system/, 'the file system is read-only'],
  [/EACCES|EPERM|Permission denied/, 'the permissions do not allow it'],
  [/EMFILE|ENFILE|Too many open files/, 'too many files are open'],
  [/Address already in use/, 'the port is taken'],
  [
    /could not create shared memory segment|could not resize shared memory|Cannot allocate memory|ENOMEM/,
    'there is not enough memory',
  ],
  [/error while loading shared libraries|version `GLIBC/, 'a system library that Postgres needs is missing or too old'],
  [/cannot be run as root/, 'Postgres refuses to run as root'],
];

/** A message that says what to do about a failure, followed by the original message of the program or system. */
export function explainFailure(failure: unknown): string {
  const said = quote(failure);
  const known = KNOWN_CAUSES.find(([pattern]) => pattern.test(said));
  return known ? `${known[1]} (${said})` : said;
}

/** The last lines of a log, starting at `fromByte`, joined to one line; empty if there is no log. */
export function readLogTail(file: string, fromByte = 0): string {
  if (!existsSync(file)) return '';
  const descriptor = openSync(file, 'r');
  try {
    const end = fstatSync(descriptor).size;
    const start = Math.max(fromByte, end - TAIL_BYTES);
    const tail = Buffer.alloc(Math.max(0, end - start));
    readSync(descriptor, tail, 0, tail.length, start);
    return tail.toString('utf8').trim().split('\n').slice(-8).join(' | ');
  } finally {
    closeSync(descriptor);
  }
}

function quote(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return String(failure);
  const printed = 'stderr' in failure && typeof failure.stderr === 'string' ? failure.stderr.trim() : '';
  if (printed !== '') return printed.split('\n').slice(-8).join(' | ');
  return 'message' in failure ? String(failure.message) : 'no reason given';
}
