/**
 * Loaded into each command that the launcher runs. When the launcher is killed, its end of the pipe closes and the
 * command shuts down as on SIGTERM. The variable is removed so that workers and grandchildren are not affected.
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
