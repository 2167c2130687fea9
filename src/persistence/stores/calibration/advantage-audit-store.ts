import { type EntityManager, In } from 'typeorm';
import { AdvantageAudit } from '../../../model/calibration/advantage-audit.model';
import { requireRow } from '../../require-row';

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
    return requireRow(await this.manager.findOneBy(AdvantageAudit, { id }), `advantage audit ${id}`);
  }

  findMany(ids: readonly string[]): Promise<AdvantageAudit[]> {
    return this.manager.findBy(AdvantageAudit, { id: In([...ids]) });
  }
}
