import type { TenantStores } from '../../persistence/tenant-stores';

/** Runs one unit of work of one organization; a worker's may also see to it that its claim is held (`saveWhileHeld`). */
export type UnitOfWork = <Result>(work: (stores: TenantStores) => Promise<Result>) => Promise<Result>;
