import type { EntityManager } from 'typeorm';
import type { TrainingWarning } from '../../../domain/training/training-warnings';
import { TrainingMetric } from '../../../model/training/training-metric.model';
import { TrainingWarningRow } from '../../../model/training/training-warning.model';

/** Figures by name; null where there was nothing to compute one from. */
export type MetricValues = Readonly<Record<string, number | null>>;

/** Where figures belong. */
export type MetricPlace = { readonly trainingRunId: string; readonly attempt: number; readonly step: number };

/** Which figures are read, by step and name. */
export type MetricChoice = {
  readonly trainingRunId: string;
  /** Null for all. */
  readonly names: readonly string[] | null;
  readonly fromStep: number;
  /** Null: to the end. */
  readonly toStep: number | null;
  /** Null: of each step what the newest attempt measured. */
  readonly attempt: number | null;
  readonly limit: number;
};

/** What training runs measured and noticed. */
export class TrainingMetricStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** A figure that its attempt has written at this step already is overwritten: a trainer may send it twice. */
  async write({ trainingRunId, attempt, step }: MetricPlace, values: MetricValues): Promise<void> {
    const names = Object.keys(values);
    await this.writeMany(
      { trainingRunId, attempt },
      names.map((name) => ({ name, step, value: values[name]! })),
    );
  }

  /** As `write`, of several steps; no name twice at a step. */
  async writeMany(
    { trainingRunId, attempt }: Pick<MetricPlace, 'trainingRunId' | 'attempt'>,
    points: readonly { readonly name: string; readonly step: number; readonly value: number | null }[],
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO training_metric (tenant_id, training_run_id, attempt, name, step, value)
       SELECT $1, $2, $3, * FROM unnest($4::text[], $5::int[], $6::float8[])
       ON CONFLICT (tenant_id, training_run_id, name, step, attempt)
         DO UPDATE SET value = excluded.value, recorded_at = clock_timestamp()`,
      [
        this.tenantId,
        trainingRunId,
        attempt,
        points.map(({ name }) => name),
        points.map(({ step }) => step),
        points.map(({ value }) => value),
      ],
    );
  }

  /** In the order of step and name. */
  async read({ trainingRunId, names, fromStep, toStep, attempt, limit }: MetricChoice): Promise<TrainingMetric[]> {
    const rows = await this.manager.query<Record<string, unknown>[]>(
      `SELECT DISTINCT ON (step, name) training_run_id AS "trainingRunId", name, step, attempt, value,
         recorded_at AS "recordedAt"
       FROM training_metric
       WHERE training_run_id = $1 AND ($2::text[] IS NULL OR name = ANY($2)) AND step >= $3
         AND ($4::int IS NULL OR step <= $4) AND ($5::int IS NULL OR attempt = $5)
       ORDER BY step, name, attempt DESC LIMIT $6`,
      [trainingRunId, names, fromStep, toStep, attempt, limit],
    );
    return rows.map((row) => this.manager.create(TrainingMetric, row));
  }

  /** Names of the figures of a run, in their order. */
  async names(trainingRunId: string): Promise<string[]> {
    const rows = await this.manager.query<{ name: string }[]>(
      'SELECT DISTINCT name FROM training_metric WHERE training_run_id = $1 ORDER BY name',
      [trainingRunId],
    );
    return rows.map(({ name }) => name);
  }

  async writeWarning(
    { trainingRunId, attempt }: Pick<MetricPlace, 'trainingRunId' | 'attempt'>,
    { update, kind, tier, message }: TrainingWarning,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO training_warning (tenant_id, training_run_id, attempt, index, step, kind, tier, message)
       SELECT $1, $2, $3, count(*), $4, $5, $6, $7 FROM training_warning WHERE training_run_id = $2 AND attempt = $3`,
      [this.tenantId, trainingRunId, attempt, update, kind, tier, message],
    );
  }

  /**
   * Warnings in the order of their steps, without those of steps that a later attempt did again.
   *
   * @param attempt null: of each step the newest attempt's
   */
  async readWarnings(trainingRunId: string, attempt: number | null, limit: number): Promise<TrainingWarningRow[]> {
    const query = this.manager
      .createQueryBuilder(TrainingWarningRow, 'warning')
      .where('warning.trainingRunId = :trainingRunId', { trainingRunId });
    if (attempt !== null) query.andWhere('warning.attempt = :attempt', { attempt });
    else {
      query.andWhere(
        `NOT EXISTS (SELECT FROM training_metric later WHERE later.training_run_id = warning.training_run_id
           AND later.name = 'passRate' AND later.step = warning.step AND later.attempt > warning.attempt)`,
      );
    }
    return query
      .orderBy('warning.step', 'ASC')
      .addOrderBy('warning.attempt', 'ASC')
      .addOrderBy('warning.index', 'ASC')
      .limit(limit)
      .getMany();
  }
}
