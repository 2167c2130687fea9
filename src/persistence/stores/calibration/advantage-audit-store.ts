import { type EntityManager, In } from 'typeorm';
import { NotFoundError } from '../../../errors';
import { AdvantageAudit } from '../../../model/calibration/advantage-audit.model';

export type NewAdvantageAudit = Pick<
  AdvantageAudit,
  'id' | 'experimentId' | 'jobRunId' | 'rewardSchemeId' | 'settingsJson'
>;
export type AdvantageAuditResult = {
  readonly rolloutCount: number;
  readonly turnCount: number;
  readonly inputHash: string;
  readonly codeVersion: string;
  readonly reportJson: string;
  readonly reportHash: string;
};

export class AdvantageAuditStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(audit: NewAdvantageAudit): Promise<void> {
    await this.manager.insert(AdvantageAudit, { ...audit, tenantId: this.tenantId });
  }

  async saveResult(id: string, result: AdvantageAuditResult): Promise<void> {
    await this.manager.update(AdvantageAudit, { id }, result);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<AdvantageAudit> {
    const found = await this.manager.findOneBy(AdvantageAudit, { id });
    if (found === null) throw new NotFoundError(`no advantage audit ${id}`);
    return found;
  }

  findMany(ids: readonly string[]): Promise<AdvantageAudit[]> {
    return this.manager.findBy(AdvantageAudit, { id: In([...ids]) });
  }
}
