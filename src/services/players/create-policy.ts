import { InvalidInputError } from '../../errors';
import type { Policy } from '../../model/players/policy.model';
import type { StoredSpec } from '../../persistence/stores/players/player-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';
import { type PolicySpec, policySpecFormat, policySpecSchema } from './policy-spec';
import { sha256 } from '../../sha256';

export type CreatePolicyCommand = {
  readonly name: string;
  readonly spec: PolicySpec;
  readonly idempotencyKey: string | null;
};

/**
 * Stores a policy that our workers can run. It is immutable: a different setting makes a different policy.
 *
 * @throws InvalidInputError for a blank name or a setting out of range
 * @throws NotFoundError for an endpoint or checkpoint that the organization does not have
 * @throws ConflictError if the name is taken
 */
export async function createPolicy(
  database: TenantDatabase,
  tenantId: string,
  { name, spec, idempotencyKey }: CreatePolicyCommand,
): Promise<Policy> {
  requireText('name', name, TEXTS.name);
  const checked = parsePolicySpec(spec);
  const stored = hashSpec(policySpecFormat.write(checked));
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createPolicy', key: idempotencyKey, input: { name, spec: checked } };
    const { id } = await runOnce(stores, call, async () => {
      await requireParts(stores, checked);
      const checkpointId = checked.kind === 'ONNX' ? checked.checkpointId : null;
      return { id: await stores.players.createPolicy({ name, kind: checked.kind, checkpointId, ...stored }) };
    });
    return stores.players.getPolicy(id);
  });
}

/** Fills in the defaults of a spec. @throws InvalidInputError naming each invalid setting and the reason */
export function parsePolicySpec(spec: unknown): PolicySpec {
  const checked = policySpecSchema.safeParse(spec);
  if (!checked.success) throw new InvalidInputError(describeProblems(checked.error.issues));
  return checked.data;
}

async function requireParts(stores: TenantStores, spec: PolicySpec): Promise<void> {
  if (spec.kind === 'OPENAI') await stores.endpoints.get(spec.settings.endpointId);
  if (spec.kind === 'ONNX') await stores.checkpoints.get(spec.checkpointId);
}

/** A spec in the form stored in its row. */
export function hashSpec(specJson: string): StoredSpec {
  return { specJson, specHash: sha256(specJson) };
}

/** Describes what is wrong with a spec, field by field. */
export function describeProblems(
  issues: readonly { readonly path: PropertyKey[]; readonly message: string }[],
): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'spec'}: ${message}`).join('; ');
}
