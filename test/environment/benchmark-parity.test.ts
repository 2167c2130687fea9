import { hashDatabase } from '../../src/environment/airline/world/database-hash';
import { databaseChanges } from '../../src/environment/airline/world/database-difference';
import { readAirlineEnvironment, readAirlineTasks } from '../../src/environment/airline/readers/airline-folder';
import { AirlineEnvironment } from '../../src/environment/airline/airline-environment';
import { withRenamedKey } from '../../src/environment/airline/world/renamed-key';
import { AirlineState } from '../../src/environment/airline/world/state';
import { calculate } from '../../src/environment/calculator/calculate';
import { replayRollout } from '../../src/environment/replay-rollout';
import { replaySequences, type CallSequence } from '../../src/environment/replay';
import { rescoreRollout } from '../../src/environment/rescore';
import { jsonText } from '../../src/environment/values/json/json-text';
import { parseJson } from '../../src/environment/values/json/parse-json';
import { frozenText } from '../../src/environment/values/json/frozen-text';
import { describeWithBenchmarkData } from '../support/benchmark-data';
import { readFirstResults, readPackedJson, readSecondResults } from './support/recorded-results';

type VectorCall = {
  readonly name: string;
  readonly arguments: string;
  readonly output: string | null;
  readonly exception: string | null;
};
type VectorSequence = { readonly calls: readonly VectorCall[]; readonly final_hash: string };

/** Replay vectors and list those whose outputs or final hash are not the recorded ones. */
function findDeviations(sequences: readonly VectorSequence[], environment: AirlineEnvironment): unknown[] {
  const plain: CallSequence[] = sequences.map(({ calls }, id) => ({ id, calls }));
  const answer = replaySequences(plain, environment);
  return sequences.flatMap(({ calls, final_hash }, index) => {
    const replayed = answer.sequences[index]!;
    const calledWrong = calls.filter((call, rank) => call.output !== replayed.outputs[rank]);
    return calledWrong.length > 0 || replayed.final_hash !== final_hash ? [{ index, calledWrong }] : [];
  });
}

describeWithBenchmarkData('parity with tau-bench airline', (folder) => {
  let environment: AirlineEnvironment;
  beforeAll(async () => {
    environment = await readAirlineEnvironment(`${folder}/tau-bench`, 'v1');
  });

  it('hashes the untouched database as the reference does', () => {
    const hash = hashDatabase(new AirlineState(environment.world), 'v1');
    expect(hash).toBe('4587e6b48ad2b2c4f3e1fecb40aabec7bb2286513273b8f8cec3f5865222f290');
  });

  it('answers every fuzzed and crafted call and ends every sequence as the reference does', () => {
    const { sequences } = readPackedJson(folder, 'tau-bench/parity/fuzz.json.gz') as { sequences: VectorSequence[] };
    expect(sequences).toHaveLength(224);
    expect(findDeviations(sequences, environment)).toEqual([]);
  });

  it('raises the exception types that the reference raises', () => {
    const { sequences } = readPackedJson(folder, 'tau-bench/parity/fuzz.json.gz') as { sequences: VectorSequence[] };
    const types = sequences.flatMap(({ calls }) => {
      const state = new AirlineState(environment.world);
      return calls.map((call) => {
        const { exceptionType } = environment.toolset.call(state, call.name, call.arguments);
        return [call.exception, exceptionType];
      });
    });
    expect(types.filter(([recorded]) => recorded !== null).length).toBeGreaterThan(50);
    expect(types.filter(([recorded, replayed]) => recorded !== replayed)).toEqual([]);
  });

  it('replays the golden actions to the recorded databases', () => {
    const { tasks } = readPackedJson(folder, 'tau-bench/parity/gold-replay.json.gz') as { tasks: VectorSequence[] };
    expect(findDeviations(tasks, environment)).toEqual([]);
  });

  it('calculates, freezes and prints values as the reference does', () => {
    const units = readPackedJson(folder, 'tau-bench/parity/units.json.gz') as {
      calculate: { expression: string; output: string }[];
      values: { json: string; repr: string; json_dumps: string }[];
    };
    const calculated = units.calculate.map(({ expression, output }) => {
      const { text } = environment.toolset.call(
        new AirlineState(environment.world),
        'calculate',
        JSON.stringify({ expression }),
      );
      return [expression, text, output];
    });
    expect(calculated.filter(([, text, output]) => text !== output)).toEqual([]);
    expect(units.values.map(({ json }) => frozenText(parseJson(json)))).toEqual(units.values.map(({ repr }) => repr));
    expect(units.values.map(({ json }) => jsonText(parseJson(json)))).toEqual(
      units.values.map(({ json_dumps }) => json_dumps),
    );
    expect(calculate('5/8')).toBe('0.62');
  });

  it('recomputes the recorded reward of all 200 rollouts', () => {
    const results = readFirstResults(folder, 'tau-bench/gpt-4o-airline.json.gz');
    const rescored = results.map(({ rollout }) => rescoreRollout(rollout, environment));
    expect(rescored).toHaveLength(200);
    expect(rescored.filter(({ agrees }) => agrees !== true)).toEqual([]);
    expect(rescored.filter(({ verdict }) => verdict.reward === 1)).toHaveLength(84);
  });

  it('explains every output that differs from the record by the renamed key of the addresses', () => {
    const replays = readFirstResults(folder, 'tau-bench/gpt-4o-airline.json.gz').map(({ rollout }) =>
      replayRollout(rollout, environment),
    );
    const different = replays.flatMap(({ calls }) => calls.filter(({ cause }) => cause !== null));
    expect(different).toHaveLength(120);
    expect(new Set(different.map(({ name, cause }) => `${name} ${cause!}`))).toEqual(
      new Set(['get_user_details DATA_DRIFT']),
    );
    expect(new Set(replays.flatMap(({ renamedKeys }) => renamedKeys))).toEqual(new Set(['address: province -> state']));
  });

  it('reproduces all 1164 recorded outputs and the golden hashes with the key named as in the recordings', () => {
    const results = readFirstResults(folder, 'tau-bench/gpt-4o-airline.json.gz');
    const world = withRenamedKey(environment.world, {
      table: 'users',
      path: ['address'],
      from: 'state',
      to: 'province',
    });
    const earlier = new AirlineEnvironment(world, 'v1');
    const replays = results.map(({ rollout }) => replayRollout(rollout, earlier));
    expect(replays.reduce((total, { equalCount }) => total + equalCount, 0)).toBe(1164);
    expect(replays.reduce((total, { differentCount }) => total + differentCount, 0)).toBe(0);
    const hashed = results.filter(({ goldenHash }) => goldenHash !== null);
    expect(hashed).toHaveLength(182);
    const wrong = hashed.filter(
      ({ rollout, goldenHash }) => hashDatabase(earlier.goldenState(rollout.task), 'v1') !== goldenHash,
    );
    expect(wrong).toEqual([]);
  });

  it('ends the recorded rollouts with the databases that the reference ends with', () => {
    const { trajectories } = readPackedJson(folder, 'tau-bench/parity/trajectory-rewards.json.gz') as {
      trajectories: { index: number; final_hash_current_data?: string }[];
    };
    const results = readFirstResults(folder, 'tau-bench/gpt-4o-airline.json.gz');
    const given = trajectories.filter(({ final_hash_current_data }) => final_hash_current_data !== undefined);
    expect(given.length).toBeGreaterThan(60);
    const wrong = given.filter(
      ({ index, final_hash_current_data }) =>
        replayRollout(results[index]!.rollout, environment).finalHash !== final_hash_current_data,
    );
    expect(wrong).toEqual([]);
  });

  it('reads the 50 tasks, 20 of which want the database unchanged', async () => {
    const { tasks, splits } = await readAirlineTasks(`${folder}/tau-bench`, 'v1');
    expect(tasks).toHaveLength(50);
    expect(splits.test).toEqual(tasks.map(({ externalId }) => externalId));
    const unchanged = tasks.filter((task) => databaseChanges(environment.goldenState(task), 'v1').length === 0);
    expect(unchanged).toHaveLength(20);
    const withOutputs = tasks.filter(({ expectedOutputs }) => expectedOutputs.length > 0);
    expect(withOutputs.map(({ externalId }) => externalId)).toEqual(['2', '8', '9', '44']);
  });
});

describeWithBenchmarkData('parity with tau2-bench airline', (folder) => {
  let environment: AirlineEnvironment;
  beforeAll(async () => {
    environment = await readAirlineEnvironment(`${folder}/tau2-bench`, 'v2');
  });
  const files = ['results-gpt-4.1-airline-1trial-v0.json.gz', 'results-qwen2.5-7b-airline-1trial-v0.json.gz'];

  it('hashes the untouched database as the reference does', () => {
    const hash = hashDatabase(new AirlineState(environment.world), 'v2');
    expect(hash).toBe('124e39a664b56402bcd09cb8a6a9cece6acb8462337c969799d5658e3250f263');
  });

  it('replays the golden actions to the recorded outputs and databases', () => {
    const { tasks } = readPackedJson(folder, 'tau2-bench/parity/gold-replay.json.gz') as { tasks: VectorSequence[] };
    expect(tasks.length).toBeGreaterThan(10);
    expect(findDeviations(tasks, environment)).toEqual([]);
  });

  it('recomputes all 70 recorded rewards and all 60 database checks', () => {
    const results = files.flatMap((file) => readSecondResults(folder, `tau2-bench/${file}`));
    const rescored = results.map(({ rollout }) => rescoreRollout(rollout, environment));
    expect(rescored).toHaveLength(70);
    expect(rescored.filter(({ agrees }) => agrees !== true)).toEqual([]);
    const checked = results.flatMap(({ isDatabaseRight }, index) =>
      isDatabaseRight === null ? [] : [[isDatabaseRight, rescored[index]!.verdict.isDatabaseRight]],
    );
    expect(checked).toHaveLength(60);
    expect(checked.filter(([recorded, recomputed]) => recorded !== recomputed)).toEqual([]);
  });

  it('reproduces all 492 recorded tool outputs', () => {
    const results = files.flatMap((file) => readSecondResults(folder, `tau2-bench/${file}`));
    const replays = results.map(({ rollout }) => replayRollout(rollout, environment));
    expect(replays.reduce((total, { equalCount }) => total + equalCount, 0)).toBe(492);
    expect(replays.flatMap(({ calls }) => calls.filter(({ cause }) => cause !== null))).toEqual([]);
  });

  it('reads the 50 tasks and the splits of 30 and 20', async () => {
    const { tasks, splits } = await readAirlineTasks(`${folder}/tau2-bench`, 'v2');
    expect(tasks).toHaveLength(50);
    expect(splits.train).toHaveLength(30);
    expect(splits.test).toHaveLength(20);
    expect(splits.base).toHaveLength(50);
    const withOutputs = tasks.filter(({ expectedOutputs }) => expectedOutputs.length > 0);
    expect(withOutputs.map(({ externalId }) => externalId)).toEqual(['3', '7', '11', '14', '18', '23']);
  });
});
