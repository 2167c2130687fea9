import { ESTIMATORS } from '../../domain/advantages/estimators';
import { JOBS } from '../../services/job-registry';
import type { JobKind } from '../../services/jobs/job-kind';
import { describeMetric, TRAINING_METRICS } from '../../services/training/training-metrics';

/** Pages of `docs/` that are written from the tables of the code: file name to Markdown. `turnwise write-docs` writes them. */
export const DOCS_PAGES: Readonly<Record<string, () => string>> = {
  'estimators.md': estimatorsPage,
  'jobs.md': jobsPage,
  'metrics.md': metricsPage,
};

function estimatorsPage(): string {
  return page('Advantage estimators', 'src/domain/advantages/estimators.ts', [
    'Names of the enums `AdvantageEstimator` (audits and calibrations) and `TrainingEstimator` (training). What an estimator needs beyond turn rewards and outcomes is named; the inputs of `estimateAdvantages` have the same names.',
    ...ESTIMATORS.map(({ name, description, source, needs, isAudited }) => {
      const uses = isAudited ? 'Audits and training' : 'Training alone';
      const needed = needs.length === 0 ? '' : ` Needs ${needs.map((need) => `\`${need}\``).join(' and ')}.`;
      return `**${name}.** ${description}${needed} ${uses}. Source: ${source}.`;
    }),
  ]);
}

function jobsPage(): string {
  return page('Kinds of jobs', 'src/services/job-registry.ts', [
    'What workers do. A kind is one file `services/NOUN/VERB-NOUN.job.ts` and one entry in the registry.',
    ...Object.values(JOBS).map(describeJob),
  ]);
}

function describeJob({ name, description, maxAttempts, retryDelayMs }: JobKind): string {
  const delays = [1, 2].map((attempt) => `${retryDelayMs(attempt) / 1000} s`);
  return `**${name}.** ${description} At most ${maxAttempts} attempts; the first pauses between them are ${delays.join(' and ')}.`;
}

function metricsPage(): string {
  return page('Training metrics', 'src/services/training/training-metrics.ts', [
    'Metrics that a training run writes, with their units. A share lies in 0 to 1, a correlation in -1 to 1. Null means that a metric could not be computed, never 0. `TIER` stands for the name of each tier. An EXTERNAL run has the metrics that its trainer sends.',
    ...TRAINING_METRICS.flatMap(({ title, metrics }) => [`## ${title}`, metrics.map(describeMetric).join('\n')]),
  ]);
}

function page(title: string, source: string, parts: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Written by \`npm run turnwise -- write-docs\` from ${source}: edit that file. -->`, ...parts].join('\n\n')}\n`;
}
