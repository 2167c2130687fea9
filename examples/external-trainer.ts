/**
 * An external trainer that reports to Turnwise with plain `fetch`: what a callback in verl or TRL would do.
 *
 *     TURNWISE_URL=http://127.0.0.1:4400 TURNWISE_KEY=... node dist/examples/external-trainer.js EXPERIMENT_ID MODEL.onnx
 */
import { readFile } from 'node:fs/promises';

const UPDATES = 3;
const url = process.env.TURNWISE_URL ?? 'http://127.0.0.1:4400';
const headers = { authorization: `Bearer ${process.env.TURNWISE_KEY ?? ''}` };

type Run = { readonly id: string; readonly state: string; readonly rewardScheme: { readonly id: string } };
type Group = { readonly rollouts: readonly { readonly advantages: readonly number[] }[] };

async function main(experimentId: string, modelFile: string): Promise<void> {
  // The oldest scheme: one of the paper.
  const { rewardSchemes } = await ask<{ rewardSchemes: { nodes: { id: string }[] } }>(
    '{ rewardSchemes(last: 1) { nodes { id } } }',
  );
  const rewardSchemeId = rewardSchemes.nodes[0]?.id;
  const { registerTrainingRun: run } = await ask<{ registerTrainingRun: Run }>(
    'mutation ($input: RegisterTrainingRunInput!) { registerTrainingRun(input: $input) { id } }',
    { input: { experimentId, name: 'external', rewardSchemeId, estimator: 'HYBRID' } },
  );
  for (let step = 1; step <= UPDATES; step += 1) {
    // The reward scheme and estimator at this update, for trainers that compute advantages themselves.
    const { trainingRun } = await ask<{ trainingRun: Run }>(
      `query ($id: ID!, $step: Int) {
        trainingRun(id: $id) { rewardScheme(step: $step) { id tiers { tier value } } estimator { name settingsJson } }
      }`,
      { id: run.id, step },
    );
    const groups = await Promise.all([0, 1].map((task) => sendGroup(experimentId, step, task)));
    const { estimateAdvantages } = await ask<{ estimateAdvantages: { groups: Group[] } }>(
      'query ($input: EstimateAdvantagesInput!) { estimateAdvantages(input: $input) { groups { rollouts { advantages } } } }',
      { input: { trainingRunId: run.id, rewardSchemeId: trainingRun.rewardScheme.id, groups } },
    );
    // Here the trainer would take its optimizer steps with these advantages, one per turn.
    const advantages = estimateAdvantages.groups.flatMap((group) => group.rollouts.flatMap((each) => each.advantages));
    const points = [
      { name: 'turns', step, value: advantages.length },
      { name: 'largestAdvantage', step, value: Math.max(...advantages.map(Math.abs)) },
    ];
    await ask('mutation ($input: SendTrainingMetricsInput!) { sendTrainingMetrics(input: $input) { accepted } }', {
      input: { trainingRunId: run.id, points },
    });
    if ((await beat(run.id)).state === 'CANCELLED') return;
  }
  const body = await readFile(modelFile);
  const address = `${url}/checkpoints?trainingRun=${run.id}&step=${UPDATES}`;
  const uploaded = await fetch(address, { method: 'POST', headers, body });
  if (uploaded.status !== 201) throw new Error(await uploaded.text());
  await beat(run.id, 'SUCCEEDED');
  process.stdout.write(`${run.id}\n`);
}

/** Stands in for the trainer's own collection: four rollouts of a task, half of which pass. */
async function sendGroup(experimentId: string, step: number, task: number) {
  const call = { name: 'book_reservation', arguments: '{"flight": "HAT1"}' };
  const rows = [0, 1, 2, 3].map((rank) => ({
    policyName: 'external',
    simulatorName: 'external',
    task: { externalId: `task ${task}`, instruction: 'Book flight HAT1.', goldenActions: [call] },
    trial: 4 * step + rank,
    outcomeClass: 'SCORED',
    reward: rank % 2,
    turns: rank % 2 === 1 ? [{ toolCalls: [call] }, { message: 'It is booked.' }] : [{ message: 'I cannot help.' }],
  }));
  const { ingestRollouts } = await ask<{ ingestRollouts: { verdicts: { rolloutId: string }[] } }>(
    'mutation ($input: IngestRolloutsInput!) { ingestRollouts(input: $input) { verdicts { rolloutId } } }',
    { input: { experimentId, rows } },
  );
  return { rollouts: ingestRollouts.verdicts.map(({ rolloutId }) => ({ rolloutId })) };
}

async function beat(id: string, state?: 'SUCCEEDED'): Promise<Run> {
  const mutation = 'mutation ($input: SendTrainingHeartbeatInput!) { sendTrainingHeartbeat(input: $input) { state } }';
  const input = { trainingRunId: id, state };
  return (await ask<{ sendTrainingHeartbeat: Run }>(mutation, { input })).sendTrainingHeartbeat;
}

async function ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
  const body = JSON.stringify({ query, variables });
  const json = { ...headers, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', body, headers: json });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: readonly { message: string }[] };
  if (errors?.[0] !== undefined) throw new Error(errors[0].message);
  return data;
}

const [experimentId, modelFile] = process.argv.slice(2);
if (experimentId === undefined || modelFile === undefined)
  throw new Error('arguments required: EXPERIMENT_ID MODEL.onnx');
void main(experimentId, modelFile);
