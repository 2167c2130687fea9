import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApi } from './api-server';
import { untilDone } from './worker';

/** Waits for an evaluation to be computed. @throws Error when it ends otherwise, or its job does not start within 40 seconds */
export async function untilEvaluated(api: TestApi, tenantId: string, id: string): Promise<void> {
  const deadline = performance.now() + 40_000;
  for (;;) {
    const { jobRunId } = await api.database.inTenant(tenantId, (stores) => stores.evaluations.get(id));
    if (jobRunId !== null) return untilDone(api, tenantId, jobRunId);
    if (performance.now() > deadline) throw new Error(`evaluation ${id} waits for its collection`);
    await sleep(50);
  }
}
