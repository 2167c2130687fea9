import { ESTIMATORS } from '../../domain/advantages/estimators';
import { JOBS } from '../../services/job-registry';
import type { JobKind } from '../../services/jobs/job-kind';
import { describeMetric, TRAINING_METRICS } from '../../services/training/training-metrics';

/** Pages of `docs/` generated from tables in the code, file name to Markdown. `turnwise write-docs` writes them. */
export const DOCS_PAGES: Readonly<Record<string, () => string>> = {
  'estimators.md': estimatorsPage,
  'jobs.md': jobsPage,
  'metrics.md': metricsPage,
};

function estimatorsPage(): string {
  return page('Advantage estimators', 'src/domain/advantages/estimators.ts', [
    'The values of the enums `AdvantageEstimator` (audits and calibrations) and `TrainingEstimator` (training). Inputs that an estimator needs beyond turn rewards and outcomes are listed under their names in `estimateAdvantages`.',
    ...ESTIMATORS.map(({ name, description, source, needs, isAudited }) => {
      const uses = isAudited ? 'Audits and training' : 'Training only';
      const needed = needs.length === 0 ? '' : ` Needs ${needs.map((need) => `\`${need}\``).join(' and ')}.`;
      return `**${name}.** ${description}${needed} ${uses}. Source: ${source}.`;
    }),
  ]);
}

function jobsPage(): string {
  return page('Job kinds', 'src/services/job-registry.ts', [
    'The jobs that workers run. Each kind is one file `src/services/NOUN/VERB-NOUN.job.ts` and one entry in the registry.',
    ...Object.values(JOBS).map(describeJob),
  ]);
}

function describeJob({ name, description, maxAttempts, retryDelayMs }: JobKind): string {
  const delays = [1, 2].slice(0, maxAttempts - 1).map((attempt) => `${retryDelayMs(attempt) / 1000} s`);
  const first = delays.length === 1 ? 'the retry waits' : 'the first retries wait';
  return `**${name}.** ${description} At most ${maxAttempts} attempts; ${first} ${delays.join(' and ')}.`;
}

function metricsPage(): string {
  return page('Training metrics', 'src/services/training/training-metrics.ts', [
    'Metrics that a training run writes, with their units. A share ranges from 0 to 1, a correlation from -1 to 1. A metric that could not be computed is null, never 0. `TIER` stands for the name of each tier. An EXTERNAL run has the metrics that its trainer sends.',
    ...TRAINING_METRICS.flatMap(({ title, metrics }) => [`## ${title}`, metrics.map(describeMetric).join('\n')]),
  ]);
}

function page(title: string, source: string, parts: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Written by \`npm run turnwise -- write-docs\` from ${source}: edit that file. -->`, ...parts].join('\n\n')}\n`;
}
