import { mapTiers } from '../../domain/classification/tier';
import type { NamedTierValues, TierValues } from '../../domain/calibration/schemes/reward-scheme';
import type { RewardSchemeTier } from '../../model/calibration/reward-scheme-tier.model';
import type { TenantStores } from '../../persistence/tenant-stores';

/**
 * A stored scheme in the form that the domain uses; its name includes the version, e.g. `DENSE@1`.
 *
 * @throws NotFoundError
 */
export async function readRewardScheme(stores: TenantStores, id: string): Promise<NamedTierValues> {
  const scheme = await stores.rewardSchemes.get(id);
  const values = (await readTierValues(stores, [scheme.id])).get(scheme.id);
  if (values === undefined) throw new Error(`reward scheme ${id} has no values`);
  return { name: `${scheme.name}@${scheme.version}`, values };
}

/**
 * The values of stored schemes by id, loaded in one statement. Schemes that the organization does not have are absent.
 */
export async function readTierValues(stores: TenantStores, ids: readonly string[]): Promise<Map<string, TierValues>> {
  const rows = await stores.rewardSchemes.findTiers(ids);
  const schemes = [...new Set(rows.map((row) => row.rewardSchemeId))];
  return new Map(
    schemes.map((id) => [
      id,
      valuesOf(
        id,
        rows.filter((row) => row.rewardSchemeId === id),
      ),
    ]),
  );
}

function valuesOf(id: string, rows: readonly RewardSchemeTier[]): TierValues {
  return mapTiers((tier) => {
    const row = rows.find((one) => one.tier === tier);
    if (row === undefined) throw new Error(`reward scheme ${id} has no value for ${tier}`);
    return row.value;
  });
}
