/**
 * Loaded into each command that the launcher runs: when the launcher is killed its end of the pipe closes, and the
 * command ends as on SIGTERM, in order. Workers and grandchildren are left alone: the variable is taken out.
 */
import { Socket } from 'node:net';

const descriptor = Number(process.env.TURNWISE_LAUNCHER_PIPE);
delete process.env.TURNWISE_LAUNCHER_PIPE;

if (Number.isInteger(descriptor) && descriptor > 2) {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on('error', () => undefined);
  pipe.once('close', () => process.kill(process.pid, 'SIGTERM'));
  pipe.resume();
  pipe.unref();
}
