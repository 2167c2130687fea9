import { Writable } from 'node:stream';
import pino from 'pino';
import type { Logger } from '../../../src/logging';

/** A logger whose lines can be looked at. */
export type CapturedLog = { readonly logger: Logger; readonly lines: Record<string, unknown>[] };

export function captureLog(): CapturedLog {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: pino({ level: 'info' }, sink), lines };
}
