import { NotFoundError } from '../errors';
import type { ApiClient } from './api-client';

type Named = { readonly id: string; readonly version?: number | string };
type Page = { readonly nodes: readonly Named[] };

const SCRIPTS = { golden: 'GOLDEN', random: 'RANDOM', 'look-up-only': 'LOOK_UP_ONLY' } as const;
const SCRIPT = /^(golden|random|look-up-only)(?::([0-9.]+))?$/;

/** The id of the newest version of a task set. @throws NotFoundError */
export function findTaskSet(client: ApiClient, name: string): Promise<string> {
  return requireNewest(client, 'taskSets', name);
}

/**
 * The id of the policy of this name. `golden`, `golden:0.1` (with an error rate), `random` and `look-up-only` are made when there
 * are none.
 *
 * @throws NotFoundError
 */
export async function ensurePolicy(client: ApiClient, name: string): Promise<string> {
  const found = await findNewest(client, 'policies', name);
  if (found !== null) return found;
  const script = SCRIPT.exec(name);
  if (script === null) throw new NotFoundError(`no policy "${name}"`);
  const scripted = {
    script: SCRIPTS[script[1] as keyof typeof SCRIPTS],
    ...(script[2] !== undefined && { errorRate: Number(script[2]) }),
  };
  const { createPolicy } = await client.query<{ createPolicy: Named }>(
    'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { id } }',
    { input: { name, spec: { scripted } } },
  );
  return createPolicy.id;
}

/** The id of the newest simulated user of this name; `scripted` and `human` are made when there are none. @throws NotFoundError */
export async function ensureSimulator(client: ApiClient, name: string): Promise<string> {
  const found = await findNewest(client, 'userSimulators', name);
  if (found !== null) return found;
  if (name !== 'scripted' && name !== 'human') throw new NotFoundError(`no user simulator "${name}"`);
  const { createUserSimulator } = await client.query<{ createUserSimulator: Named }>(
    'mutation ($input: CreateUserSimulatorInput!) { createUserSimulator(input: $input) { id } }',
    { input: { name, spec: name === 'human' ? { human: {} } : { scripted: true } } },
  );
  return createUserSimulator.id;
}

async function requireNewest(client: ApiClient, list: 'taskSets', name: string): Promise<string> {
  const found = await findNewest(client, list, name);
  if (found === null) throw new NotFoundError(`no task set "${name}"`);
  return found;
}

/** The newest version of a name, or null. */
async function findNewest(
  client: ApiClient,
  list: 'taskSets' | 'policies' | 'userSimulators',
  name: string,
): Promise<string | null> {
  const answer = await client.query<Record<string, Page>>(
    `query ($name: String!) { ${list}(name: $name, first: 1) { nodes { id } } }`,
    { name },
  );
  return answer[list]?.nodes[0]?.id ?? null;
}
