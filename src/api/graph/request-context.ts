import type { Compute } from '../../compute/compute-tasks';
import type { EndpointAccess } from '../../endpoints/endpoint-access';
import type { EventFeed } from '../../events/event-feed';
import type { FileStore } from '../../files/file-store';
import type { Principal, TenantDirectory } from '../../persistence/tenant-directory';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { Environments } from '../../services/worlds/environments';
import type { Authenticator } from '../guards/authenticator';
import { createLoaders, type Loaders } from './loaders';

/** What the process provides to every request. */
export type ApiServices = {
  readonly database: TenantDatabase;
  readonly directory: TenantDirectory;
  readonly authenticator: Authenticator;
  readonly events: EventFeed;
  readonly files: FileStore;
  /** Threads for work that is too heavy for the event loop. */
  readonly compute: Compute;
  /** How endpoints are stored. */
  readonly endpoints: EndpointAccess;
  /** The worlds that tasks are generated in. */
  readonly environments: Environments;
};

/** Context of a request: who sent it, and how to reach the rows of that organization. */
export type RequestContext = ApiServices & {
  readonly principal: Principal;
  readonly tenantId: string;
  readonly loaders: Loaders;
  /** Runs one unit of work for the organization of the request. */
  readonly inTenant: <Result>(work: (stores: TenantStores) => Promise<Result>) => Promise<Result>;
};

export function createRequestContext(services: ApiServices, principal: Principal): RequestContext {
  const { tenantId } = principal;
  const inTenant = <Result>(work: (stores: TenantStores) => Promise<Result>) =>
    services.database.inTenant(tenantId, work);
  return { ...services, principal, tenantId, inTenant, loaders: createLoaders(inTenant) };
}
