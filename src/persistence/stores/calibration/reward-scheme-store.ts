import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { TIERS } from '../../../domain/classification/tier';
import type { TierValues } from '../../../domain/calibration/schemes/reward-scheme';
import type { SchemeOrigin } from '../../../model/enums';
import { RewardSchemeTier } from '../../../model/calibration/reward-scheme-tier.model';
import { RewardScheme } from '../../../model/calibration/reward-scheme.model';
import { requireRow } from '../../require-row';

export class RewardSchemeStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Writes the next version of the scheme with this name. */
  async createVersion(name: string, origin: SchemeOrigin, values: TierValues): Promise<RewardScheme> {
    const id = randomUUID();
    // The lock is held until the transaction ends, so two concurrent writers of one name get two versions.
    await this.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${this.tenantId}:scheme:${name}`,
    ]);
    await this.manager.query(
      `INSERT INTO reward_scheme (tenant_id, id, name, version, origin)
       SELECT $1, $2, $3, COALESCE(max(version), 0) + 1, $4 FROM reward_scheme WHERE name = $3`,
      [this.tenantId, id, name, origin],
    );
    await this.manager.query(
      `INSERT INTO reward_scheme_tier (tenant_id, reward_scheme_id, tier, value)
       SELECT $1, $2, * FROM unnest($3::text[], $4::float8[])`,
      [this.tenantId, id, [...TIERS], TIERS.map((tier) => values[tier])],
    );
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<RewardScheme> {
    return requireRow(await this.manager.findOneBy(RewardScheme, { id }), `reward scheme ${id}`);
  }

  /** The newest version of a name, or null. */
  findNewest(name: string): Promise<RewardScheme | null> {
    return this.manager.findOne(RewardScheme, { where: { name }, order: { version: 'DESC' } });
  }

  findMany(ids: readonly string[]): Promise<RewardScheme[]> {
    return this.manager.findBy(RewardScheme, { id: In([...ids]) });
  }

  findTiers(schemeIds: readonly string[]): Promise<RewardSchemeTier[]> {
    return this.manager.findBy(RewardSchemeTier, { rewardSchemeId: In([...schemeIds]) });
  }
}
