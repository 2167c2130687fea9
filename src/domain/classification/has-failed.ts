import type { RecordedToolCall } from '../trajectory';

/** True when a call says itself that it failed: an explicit flag, or the text that the benchmarks' tools give. */
export function hasFailed(call: Pick<RecordedToolCall, 'result' | 'isError'>): boolean {
  if (call.isError === true) return true;
  return call.result !== null && (call.result.startsWith('Error') || call.result.startsWith('Unknown action'));
}
