import { toPlayableTask } from '../../../src/conversation/playable-task';
import { coverageRows } from '../../../src/cli/candidate-coverage/coverage-report';
import { measureCoverage } from '../../../src/cli/candidate-coverage/measure-coverage';
import { readAirlineEnvironment, readAirlineTasks } from '../../../src/environment/airline/readers/airline-folder';
import { describeWithBenchmarkData } from '../../support/benchmark-data';
import { generatedAirline } from './support/generated-airline';

/** Hundreds of conversations are played. */
jest.setTimeout(120_000);

describe.each(['v1', 'v2'] as const)('coverage of generated tasks, %s', (version) => {
  it('is at least 95 % of golden actions and of messages in every family, and candidates are few', async () => {
    const { environment, tasks } = generatedAirline(version, 56);
    const rows = coverageRows(await measureCoverage(environment, tasks.map(toPlayableTask)));
    expect(rows).toHaveLength(15);
    for (const { family, goldenActions, messages, reached } of rows) {
      expect({ family, share: goldenActions.found / goldenActions.of >= 0.95 }).toEqual({ family, share: true });
      expect({ family, share: messages.found / messages.of >= 0.95 }).toEqual({ family, share: true });
      expect({ family, reached: reached.found }).toEqual({ family, reached: reached.of });
    }
    const { candidates } = rows.at(-1)!;
    expect(candidates?.median).toBeLessThanOrEqual(60);
    expect(candidates?.max).toBeLessThanOrEqual(150);
  });
});

describeWithBenchmarkData('coverage of the benchmarks', (folder) => {
  it.each([
    ['v1', 'tau-bench'],
    ['v2', 'tau2-bench'],
  ] as const)('finds most golden actions of %s', async (version, name) => {
    const environment = await readAirlineEnvironment(`${folder}/${name}`, version);
    const { tasks } = await readAirlineTasks(`${folder}/${name}`, version);
    const playable = tasks.map((task) => ({ task, facts: null, traps: [], family: null }));
    const { goldenActions } = coverageRows(await measureCoverage(environment, playable)).at(-1)!;
    expect(goldenActions.found / goldenActions.of).toBeGreaterThan(0.6);
  });
});
