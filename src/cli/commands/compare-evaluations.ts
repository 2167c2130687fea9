import { type Command, Option } from 'commander';
import { COMPARISON_DESIGNS, type ComparisonDesign } from '../../services/comparisons/stored-comparison-report';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { COMPARE_EVALUATIONS } from '../queries/operations.generated';
import { parseWholeNumber } from '../parse-options';
import { formatStoredComparison } from '../report/evaluation-comparison-table';
import { addStatisticsOptions, type StatisticsOptions, statisticsSettings } from './evaluate';

type CompareOptions = ConnectionOptions &
  StatisticsOptions & {
    readonly design: ComparisonDesign;
    readonly permutationDraws?: number;
    readonly json?: boolean;
  };

export function addCompareCommand(program: Command): void {
  const command = program
    .command('compare')
    .description('compare 2 to 10 evaluations task by task; differences are the later minus the earlier evaluation')
    .argument('<evaluation...>', 'ids of finished evaluations, as printed by `turnwise evaluate`')
    .addOption(
      new Option('--design <name>', 'which pairs to compare').choices(COMPARISON_DESIGNS).default('WITH_FIRST'),
    )
    .option(
      '--permutation-draws <number>',
      'number of random permutations if there are too many to enumerate',
      parseWholeNumber,
    )
    .option('--json', 'print JSON');
  addConnectionOptions(addStatisticsOptions(command)).action(compare);
}

async function compare(evaluationIds: readonly string[], options: CompareOptions): Promise<void> {
  const client = connect(options);
  const { design, permutationDraws } = options;
  const settings = { ...statisticsSettings(options), permutationDraws };
  const { compareEvaluations: comparison } = await client.query(COMPARE_EVALUATIONS, {
    input: { evaluationIds, design, settings },
  });
  process.stdout.write(
    options.json === true ? `${JSON.stringify(comparison, null, 2)}\n` : `${formatStoredComparison(comparison)}\n`,
  );
}
