import { NotFoundError } from '../errors';
import type { ApiClient } from './api-client';
import {
  CREATE_POLICY,
  CREATE_USER_SIMULATOR,
  FIND_POLICIES,
  FIND_TASK_SETS,
  FIND_USER_SIMULATORS,
} from './queries/operations.generated';

const SCRIPTS = { golden: 'GOLDEN', random: 'RANDOM', 'look-up-only': 'LOOK_UP_ONLY' } as const;
const SCRIPT = /^(golden|random|look-up-only)(?::([0-9.]+))?$/;

/** Id of the newest version of a task set. @throws NotFoundError */
export async function findTaskSet(client: ApiClient, name: string): Promise<string> {
  const { taskSets } = await client.query(FIND_TASK_SETS, { name });
  const newest = taskSets.nodes[0];
  if (newest === undefined) throw new NotFoundError(`no task set "${name}"`);
  return newest.id;
}

/**
 * Id of the policy with this name. `golden`, `golden:0.1` (with an error rate), `random` and `look-up-only` are created
 * if missing.
 *
 * @throws NotFoundError
 */
export async function ensurePolicy(client: ApiClient, name: string): Promise<string> {
  const { policies } = await client.query(FIND_POLICIES, { name });
  const newest = policies.nodes[0];
  if (newest !== undefined) return newest.id;
  const script = SCRIPT.exec(name);
  if (script === null) throw new NotFoundError(`no policy "${name}"`);
  const scripted = {
    script: SCRIPTS[script[1] as keyof typeof SCRIPTS],
    ...(script[2] !== undefined && { errorRate: Number(script[2]) }),
  };
  const { createPolicy } = await client.query(CREATE_POLICY, { input: { name, spec: { scripted } } });
  return createPolicy.id;
}

/**
 * Id of the newest user simulator with this name; `scripted` and `human` are created if missing.
 *
 * @throws NotFoundError
 */
export async function ensureSimulator(client: ApiClient, name: string): Promise<string> {
  const { userSimulators } = await client.query(FIND_USER_SIMULATORS, { name });
  const newest = userSimulators.nodes[0];
  if (newest !== undefined) return newest.id;
  if (name !== 'scripted' && name !== 'human') throw new NotFoundError(`no user simulator "${name}"`);
  const { createUserSimulator } = await client.query(CREATE_USER_SIMULATOR, {
    input: { name, spec: name === 'human' ? { human: {} } : { scripted: true } },
  });
  return createUserSimulator.id;
}
