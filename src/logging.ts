import pino, { type Logger } from 'pino';

export type { Logger };

/**
 * A log of JSON lines on standard error: standard output belongs to what a command prints.
 *
 * @param level one of pino's, or `silent`
 * @param name which process or part speaks
 */
export function createLogger(level: string, name: string): Logger {
  return pino({ level, name }, pino.destination({ dest: 2, sync: true }));
}
