import type { EntityManager } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../../lists/row-list';
import { WorkerRow } from '../../../model/jobs/worker.model';

/** A worker silent for longer than this counts as gone, ms. */
export const WORKER_SILENCE_MS = 35_000;

/** A worker silent for longer than this is deleted, ms. */
const FORGET_AFTER_MS = 24 * 3_600_000;

export type AnnouncedWorker = Pick<WorkerRow, 'name' | 'startedAt' | 'capabilitiesJson'>;

/**
 * The installation's workers, for all organizations. Their table is outside row-level security, so this store is the
 * same inside and outside a unit of work.
 */
export class WorkerStore {
  constructor(private readonly manager: EntityManager) {}

  /** Registers a worker and its capabilities; deletes workers that were silent for a day. */
  async announce(worker: AnnouncedWorker): Promise<void> {
    await this.manager.query(
      `INSERT INTO worker (name, started_at, capabilities_json) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at,
         capabilities_json = excluded.capabilities_json, last_seen_at = clock_timestamp()`,
      [worker.name, worker.startedAt, worker.capabilitiesJson],
    );
    await this.manager.query(
      `DELETE FROM worker WHERE last_seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
      [FORGET_AFTER_MS],
    );
  }

  /** @returns false if its row is gone; announce it again */
  async touch(name: string): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      'UPDATE worker SET last_seen_at = clock_timestamp() WHERE name = $1',
      [name],
    );
    return changed === 1;
  }

  async remove(name: string): Promise<void> {
    await this.manager.query('DELETE FROM worker WHERE name = $1', [name]);
  }

  /** Workers with a heartbeat in the last 35 seconds, by name; at most `limit`. */
  async findLive(limit: number): Promise<WorkerRow[]> {
    return this.live().orderBy('worker.name', 'ASC').limit(limit).getMany();
  }

  /** A page of those workers, by name. In a position, the name is both key and id. */
  async pageLive({ end, size, after, before }: PageRequest): Promise<Page<WorkerRow>> {
    const direction = end === 'FIRST' ? 'ASC' : 'DESC';
    const query = this.live();
    if (after !== null) query.andWhere('worker.name > :after', { after: after.id });
    if (before !== null) query.andWhere('worker.name < :before', { before: before.id });
    const rows = await query
      .orderBy('worker.name', direction)
      .limit(size + 1)
      .getMany();
    return pageOf(rows, { end, size });
  }

  countLive(): Promise<number> {
    return this.live().getCount();
  }

  private live() {
    return this.manager
      .createQueryBuilder(WorkerRow, 'worker')
      .where(`worker.lastSeenAt > clock_timestamp() - :silence * interval '1 millisecond'`, {
        silence: WORKER_SILENCE_MS,
      });
  }
}
