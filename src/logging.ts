import pino, { type Logger } from 'pino';

export type { Logger };

/** Values of a statement, and Postgres' repetitions of them: rows of an organization, and megabytes of them in a batch. */
const ROWS_IN_ERRORS = ['parameters', 'detail', 'where'].flatMap((member) => [`err.${member}`, `err.*.${member}`]);

/**
 * A log of JSON lines on standard error: standard output belongs to what a command prints. An error of the database is
 * logged without the values of its statement.
 *
 * @param level one of pino's, or `silent`
 * @param name which process or part speaks
 * @param destination where the lines go; default standard error
 */
export function createLogger(level: string, name: string, destination?: pino.DestinationStream): Logger {
  return pino(
    { level, name, redact: { paths: ROWS_IN_ERRORS, remove: true } },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
