import type { RecordedToolCall } from '../trajectory';

/** True when a call reports an error: by an explicit flag, or by the error text of the benchmarks' tools. */
export function hasFailed(call: Pick<RecordedToolCall, 'result' | 'isError'>): boolean {
  if (call.isError === true) return true;
  return call.result !== null && (call.result.startsWith('Error') || call.result.startsWith('Unknown action'));
}
