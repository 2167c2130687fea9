import { mapTiers } from '../domain/classification/tier';
import type { RewardScheme } from '../domain/calibration/reward-scheme';
import type { TenantStores } from '../persistence/tenant-stores';

/**
 * A stored scheme as the domain knows it; its name carries the version, e.g. `DENSE@1`.
 *
 * @throws NotFoundError
 */
export async function readRewardScheme(stores: TenantStores, id: string): Promise<RewardScheme> {
  const scheme = await stores.rewardSchemes.get(id);
  const tiers = await stores.rewardSchemes.findTiers([id]);
  const values = new Map(tiers.map((row) => [row.tier, row.value]));
  return {
    name: `${scheme.name}@${scheme.version}`,
    values: mapTiers((tier) => {
      const value = values.get(tier);
      if (value === undefined) throw new Error(`reward scheme ${id} has no value for ${tier}`);
      return value;
    }),
  };
}
