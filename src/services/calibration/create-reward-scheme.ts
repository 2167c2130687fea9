import type { TierValues } from '../../domain/calibration/schemes/reward-scheme';
import { PAPER_SCHEMES } from '../../domain/calibration/schemes/reward-scheme';
import { TIERS } from '../../domain/classification/tier';
import { problemOfValue } from '../../domain/settings/check-settings';
import { real } from '../../domain/settings/setting';
import { InvalidInputError } from '../../errors';
import type { RewardScheme } from '../../model/calibration/reward-scheme.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';

export type CreateRewardSchemeCommand = {
  readonly name: string;
  readonly values: TierValues;
  readonly idempotencyKey: string | null;
};

/** The value of a tier. */
export const TIER_VALUE = real('Reward of a turn of this tier at score 1', { min: -1000, max: 1000 });

/**
 * Creates the next version of a scheme.
 *
 * @throws InvalidInputError for a name that is blank or belongs to a scheme of the paper, or a value that is not finite
 *   or beyond +-1000; LimitExceededError for a name of more than 200 characters
 */
export async function createRewardScheme(
  database: TenantDatabase,
  tenantId: string,
  input: CreateRewardSchemeCommand,
): Promise<RewardScheme> {
  const { name, values, idempotencyKey } = input;
  requireText('name', name, TEXTS.name);
  if (PAPER_SCHEMES.some((scheme) => scheme.name === name)) {
    throw new InvalidInputError(`name: "${name}" is a scheme of the paper and has one version; choose another name`);
  }
  for (const tier of TIERS) {
    const problem = problemOfValue(TIER_VALUE, values[tier]);
    if (problem !== null) throw new InvalidInputError(`values.${tier}: ${problem}`);
  }
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createRewardScheme', key: idempotencyKey, input: { name, values } };
    const { id } = await runOnce(stores, call, async () => ({
      id: (await stores.rewardSchemes.createVersion(name, 'MANUAL', values)).id,
    }));
    return stores.rewardSchemes.get(id);
  });
}
