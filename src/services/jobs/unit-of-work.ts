import type { TenantStores } from '../../persistence/tenant-stores';

/**
 * Runs one unit of work of one organization. A worker's can also check that its claim is still held (`saveWhileHeld`).
 */
export type UnitOfWork = <Result>(work: (stores: TenantStores) => Promise<Result>) => Promise<Result>;
