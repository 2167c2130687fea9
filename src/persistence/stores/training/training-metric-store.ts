import type { EntityManager } from 'typeorm';
import type { TrainingWarning } from '../../../domain/training/training-warnings';
import { TrainingMetric } from '../../../model/training/training-metric.model';
import { TrainingWarningRow } from '../../../model/training/training-warning.model';

/** Metrics by name; null where a metric could not be computed. */
export type MetricValues = Readonly<Record<string, number | null>>;

/** Run, attempt and step of metrics. */
export type MetricPlace = { readonly trainingRunId: string; readonly attempt: number; readonly step: number };

/** Selects metrics by step and name. */
export type MetricChoice = {
  readonly trainingRunId: string;
  /** Null for all. */
  readonly names: readonly string[] | null;
  readonly fromStep: number;
  /** Null for no upper limit. */
  readonly toStep: number | null;
  /** Null for each step's newest attempt. */
  readonly attempt: number | null;
  readonly limit: number;
};

/** Metrics and warnings of training runs. */
export class TrainingMetricStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Overwrites a metric that the same attempt already wrote at this step, because a trainer may send it twice. */
  async write({ trainingRunId, attempt, step }: MetricPlace, values: MetricValues): Promise<void> {
    const names = Object.keys(values);
    await this.writeMany(
      { trainingRunId, attempt },
      names.map((name) => ({ name, step, value: values[name]! })),
    );
  }

  /** Like `write`, for several steps; without duplicate names per step. */
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

  /** Ordered by step and name. */
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

  /** Names of a run's metrics, in alphabetical order. */
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
   * Warnings ordered by step, without those of steps that a later attempt repeated.
   *
   * @param attempt null for each step's newest attempt
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
