import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { CalibrationRound } from '../../../model/calibration/calibration-round.model';
import { Calibration } from '../../../model/calibration/calibration.model';
import { TierStatistic } from '../../../model/calibration/tier-statistic.model';
import { requireRow } from '../../require-row';

export type NewCalibration = Omit<Calibration, 'tenantId' | 'createdAt'>;
export type NewRound = Omit<CalibrationRound, 'tenantId' | 'id' | 'createdAt'>;
export type NewTierStatistic = Omit<TierStatistic, 'tenantId' | 'calibrationRoundId'>;

export class CalibrationStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(calibration: NewCalibration): Promise<void> {
    await this.manager.insert(Calibration, { ...calibration, tenantId: this.tenantId });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Calibration> {
    return requireRow(await this.manager.findOneBy(Calibration, { id }), `calibration ${id}`);
  }

  findMany(ids: readonly string[]): Promise<Calibration[]> {
    return this.manager.findBy(Calibration, { id: In([...ids]) });
  }

  /** The calibration that first proposed each scheme, by scheme; schemes of other origin are absent. */
  async findByScheme(schemeIds: readonly string[]): Promise<Map<string, Calibration>> {
    const rounds = await this.manager.query<{ schemeId: string; calibrationId: string }[]>(
      `SELECT DISTINCT ON (reward_scheme_id) reward_scheme_id AS "schemeId", calibration_id AS "calibrationId"
       FROM calibration_round WHERE reward_scheme_id = ANY($1) ORDER BY reward_scheme_id, created_at, id`,
      [schemeIds],
    );
    const found = new Map(
      (await this.findMany(rounds.map(({ calibrationId }) => calibrationId))).map((row) => [row.id, row]),
    );
    return new Map(rounds.map(({ schemeId, calibrationId }) => [schemeId, found.get(calibrationId)!]));
  }

  /** Writes a round with its statistics. @returns id of the round */
  async addRound(round: NewRound, statistics: readonly NewTierStatistic[]): Promise<string> {
    const id = randomUUID();
    await this.manager.insert(CalibrationRound, { ...round, tenantId: this.tenantId, id });
    await this.manager.insert(
      TierStatistic,
      statistics.map((statistic) => ({ ...statistic, tenantId: this.tenantId, calibrationRoundId: id })),
    );
    return id;
  }

  /** Rounds by calibration and index. */
  findRounds(calibrationIds: readonly string[]): Promise<CalibrationRound[]> {
    return this.manager.find(CalibrationRound, {
      where: { calibrationId: In([...calibrationIds]) },
      order: { calibrationId: 'ASC', index: 'ASC' },
    });
  }

  findStatistics(roundIds: readonly string[]): Promise<TierStatistic[]> {
    return this.manager.findBy(TierStatistic, { calibrationRoundId: In([...roundIds]) });
  }
}
