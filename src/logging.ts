import pino, { type Logger } from 'pino';

export type { Logger };

/** Statement values, and Postgres' repetitions of them: rows of an organization, megabytes of them in a batch. */
const ROWS_IN_ERRORS = ['parameters', 'detail', 'where'].flatMap((member) => [`err.${member}`, `err.*.${member}`]);

/**
 * A logger of JSON lines on standard error; standard output belongs to command output. Database errors are logged
 * without the statement's values.
 *
 * @param level a pino level, or `silent`
 * @param name process or part that logs
 * @param destination default standard error
 */
export function createLogger(level: string, name: string, destination?: pino.DestinationStream): Logger {
  return pino(
    { level, name, redact: { paths: ROWS_IN_ERRORS, remove: true } },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
