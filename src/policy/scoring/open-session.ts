import { InferenceSession } from 'onnxruntime-node';

/**
 * An ONNX session on the processor.
 *
 * One thread is bitwise repeatable. Threads do not spin while they wait: with a busy neighbour on the machine two spinning
 * threads take 148 ms for what takes 58 ms without. A run blocks the thread that calls it, so sessions live in threads of
 * their own.
 *
 * @param threads max threads per operator
 * @throws Error with onnxruntime's message when it cannot load the model
 */
export function openSession(model: Uint8Array, threads = 1): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}
