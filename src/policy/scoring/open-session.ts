import { InferenceSession } from 'onnxruntime-node';

/**
 * Opens an ONNX session on the CPU.
 *
 * With one thread it is bitwise repeatable. Threads do not spin while they wait: beside a busy process, two spinning
 * threads took 148 ms for work that takes 58 ms without spinning. A run blocks its calling thread, so sessions live in
 * separate threads.
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
