import { PAPER_SCHEMES } from '../../domain/calibration/schemes/reward-scheme';
import type { Organization } from '../../model/organizations/organization.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { TenantDirectory } from '../../persistence/tenant-directory';

/**
 * Creates an organization with the paper's reward schemes. Idempotent: an existing organization with that slug is
 * returned, after any missing schemes are added.
 */
export async function ensureOrganization(database: TenantDatabase, slug: string, name: string): Promise<Organization> {
  const directory = new TenantDirectory(database);
  const organization =
    (await directory.findOrganizationBySlug(slug)) ?? (await directory.createOrganization(slug, name));
  await database.inTenant(organization.id, async (stores) => {
    for (const scheme of PAPER_SCHEMES) {
      if ((await stores.rewardSchemes.findNewest(scheme.name)) === null) {
        await stores.rewardSchemes.createVersion(scheme.name, 'PAPER', scheme.values);
      }
    }
  });
  return organization;
}
