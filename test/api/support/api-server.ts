import { createLogger, type Logger } from '../../../src/logging';
import { ROLES, type Role } from '../../../src/model/enums';
import { TenantDatabase } from '../../../src/persistence/tenant-database';
import { TenantDirectory } from '../../../src/persistence/tenant-directory';
import { type RunningServer, type ServerOptions, startServer } from '../../../src/server';
import { ensureOrganization } from '../../../src/services/organizations/create-organization';
import { testEndpointAccess } from '../../support/endpoint-access';
import { createTemporaryFiles, type TemporaryFiles } from '../../support/temporary-files';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

/** An organization with a key of each role. */
export type TestOrganization = { readonly id: string; readonly secrets: Readonly<Record<Role, string>> };

/** A server on a database of its own. */
export type TestApi = {
  readonly server: RunningServer;
  readonly tables: TestDatabase;
  readonly database: TenantDatabase;
  readonly directory: TenantDirectory;
  readonly files: TemporaryFiles;
  addOrganization(slug: string): Promise<TestOrganization>;
  stop(): Promise<void>;
};

/** What a server works on; `stop` removes both. */
export type ServedPlace = Pick<TestApi, 'tables' | 'files'>;

/**
 * @param logger hears what the server logs; absent: nobody
 * @param place migrated tables and files that are there; absent: empty ones
 * @param settings other than those of the tests
 */
export async function startTestApi(
  logger: Logger = createLogger('silent', 'test'),
  place: ServedPlace | null = null,
  settings: Partial<ServerOptions> = {},
): Promise<TestApi> {
  const tables = place?.tables ?? (await createTestDatabase());
  const database = await TenantDatabase.connect(tables.applicationUrl, 5);
  const directory = new TenantDirectory(database);
  const files = place?.files ?? createTemporaryFiles();
  const server = await startServer({
    database,
    databaseUrl: tables.applicationUrl,
    files: files.store,
    maxModelBytes: 2_000_000,
    endpoints: testEndpointAccess(),
    host: '127.0.0.1',
    port: 0,
    logger,
    drainMs: 2000,
    keyCheckMs: 200,
    ...settings,
  });
  return {
    server,
    tables,
    database,
    directory,
    files,
    addOrganization: async (slug) => {
      const { id } = await ensureOrganization(database, slug, slug);
      const secrets: Partial<Record<Role, string>> = {};
      for (const role of ROLES) {
        secrets[role] = (await database.inTenant(id, (stores) => stores.apiKeys.issue(role, role))).secret;
      }
      return { id, secrets: secrets as Record<Role, string> };
    },
    stop: async () => {
      await server.close();
      await database.close();
      await tables.drop();
      await files.remove();
    },
  };
}

export type GraphqlError = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
};

/** What an operation answers, of the shape that it asks for. */
export type Data = Readonly<Record<string, unknown>>;

export type GraphqlAnswer = {
  readonly status: number;
  readonly data: Data | null;
  readonly errors: readonly GraphqlError[] | undefined;
  readonly text: string;
};

/** Sends one operation over HTTP. */
export async function send(
  api: TestApi,
  secret: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${api.server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret !== null && { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as GraphqlAnswer;
  return { status: response.status, data, errors, text };
}

/** The data of an operation that must succeed. */
export async function ask(
  api: TestApi,
  secret: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const { data, errors } = await send(api, secret, query, variables);
  if (errors !== undefined || data === null) throw new Error(`refused: ${JSON.stringify(errors)}`);
  return data;
}

/** The value at a path such as `rollouts.nodes.0.id`. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], data);
}

export function textAt(data: unknown, path: string): string {
  const value = valueAt(data, path);
  if (typeof value !== 'string') throw new Error(`${path} is no text: ${JSON.stringify(data)}`);
  return value;
}

export function listAt(data: unknown, path: string): unknown[] {
  const value = valueAt(data, path);
  if (!Array.isArray(value)) throw new Error(`${path} is no list: ${JSON.stringify(data)}`);
  return value;
}

/** The code of the first error, or null. */
export function codeOf(answer: GraphqlAnswer): unknown {
  return answer.errors?.[0]?.extensions.code ?? null;
}
