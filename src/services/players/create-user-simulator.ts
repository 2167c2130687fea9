import { InvalidInputError } from '../../errors';
import type { UserSimulator } from '../../model/players/user-simulator.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { requireText, TEXTS } from '../../stored-text';
import { describeProblems, hashSpec } from './create-policy';
import { runOnce } from '../jobs/idempotency';
import { SIMULATOR_VERSIONS } from './open-simulator';
import { type SimulatorSpec, simulatorSpecFormat, simulatorSpecSchema } from './simulator-spec';

export type CreateUserSimulatorCommand = {
  readonly name: string;
  readonly spec: SimulatorSpec;
  readonly idempotencyKey: string | null;
};

/**
 * Stores a user simulator that our workers can run, with the version of its implementation in this code. It is
 * immutable.
 *
 * @throws InvalidInputError for a blank name or a setting out of range
 * @throws NotFoundError for an endpoint or experiment that the organization does not have
 * @throws ConflictError if name and version are taken
 */
export async function createUserSimulator(
  database: TenantDatabase,
  tenantId: string,
  { name, spec, idempotencyKey }: CreateUserSimulatorCommand,
): Promise<UserSimulator> {
  requireText('name', name, TEXTS.name);
  const checked = parseSimulatorSpec(spec);
  const { kind } = checked;
  const version = SIMULATOR_VERSIONS[kind];
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createUserSimulator', key: idempotencyKey, input: { name, spec: checked } };
    const { id } = await runOnce(stores, call, async () => {
      await requireParts(stores, checked);
      return {
        id: await stores.players.createUserSimulator({
          name,
          version,
          kind,
          ...hashSpec(simulatorSpecFormat.write(checked)),
        }),
      };
    });
    return stores.players.getUserSimulator(id);
  });
}

/** Fills in the defaults of a spec. @throws InvalidInputError naming each invalid setting and the reason */
export function parseSimulatorSpec(spec: unknown): SimulatorSpec {
  const checked = simulatorSpecSchema.safeParse(spec);
  if (!checked.success) throw new InvalidInputError(describeProblems(checked.error.issues));
  return checked.data;
}

async function requireParts(stores: TenantStores, spec: SimulatorSpec): Promise<void> {
  if (spec.kind === 'LLM') await stores.endpoints.get(spec.settings.endpointId);
  if (spec.kind === 'REPLAY') await stores.experiments.get(spec.experimentId);
}
