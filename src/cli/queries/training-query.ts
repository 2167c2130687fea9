import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';

/** A training run as the command line shows it. */
export type TrainingRunView = {
  readonly id: string;
  readonly state: string;
  readonly latestCheckpoint: {
    readonly id: string;
    readonly step: number;
    readonly modelHash: string;
    readonly modelBytes: number;
  } | null;
};

/** Figures of one update or epoch; null where there was nothing to compute one from. */
export type TrainingStep = { readonly step: number; readonly values: Readonly<Record<string, number | null>> };

export type TrainingListener = {
  readonly onStep: (step: TrainingStep) => void;
  readonly onWarning: (step: number, message: string) => void;
};

type Mutation = 'startImitation' | 'startTraining';

const INPUTS: Readonly<Record<Mutation, string>> = {
  startImitation: 'StartImitationInput',
  startTraining: 'StartTrainingInput',
};

/** Accepts a training run. @param input of the mutation. @returns its id */
export async function startTrainingRun(
  client: ApiClient,
  mutation: Mutation,
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await client.query<Readonly<Record<Mutation, { readonly id: string }>>>(
    `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { id } }`,
    { input },
  );
  return answer[mutation].id;
}

type TrainingEvent = {
  readonly trainingMetrics: {
    readonly seq: number;
    readonly step: number;
    readonly values?: readonly { readonly name: string; readonly value: number | null }[];
    readonly warning?: { readonly message: string };
    readonly state?: string;
  };
};

const SUBSCRIPTION = `subscription ($id: ID!, $since: Int) {
  trainingMetrics(runId: $id, since: $since) {
    seq step
    ... on TrainingMetricsEvent { values { name value } }
    ... on TrainingWarningEvent { warning { message } }
    ... on TrainingStateEvent { state }
  }
}`;

const OVER = ['SUCCEEDED', 'PAUSED', 'FAILED', 'CANCELLED'];

const RUN_QUERY = `query ($id: ID!) {
  trainingRun(id: $id) {
    id state jobRun { errorMessage } latestCheckpoint { id step modelHash modelBytes }
  }
}`;

/**
 * Hears what a training run measures until it is over, and fetches what it came to.
 *
 * @throws UnavailableError when it does not succeed, and when the server stops or stays away
 */
export async function followTrainingRun(
  client: ApiClient,
  id: string,
  { onStep, onWarning }: TrainingListener,
): Promise<TrainingRunView> {
  await followStream<TrainingEvent>(client, {
    document: SUBSCRIPTION,
    id,
    name: 'training run',
    seqOf: ({ trainingMetrics }) => trainingMetrics.seq,
    onEvent: ({ trainingMetrics: { step, values, warning, state } }) => {
      if (values !== undefined) {
        onStep({ step, values: Object.fromEntries(values.map(({ name, value }) => [name, value])) });
      }
      if (warning !== undefined) onWarning(step, warning.message);
      return state !== undefined && OVER.includes(state);
    },
  });
  return requireSucceeded(client, id);
}

async function requireSucceeded(client: ApiClient, id: string): Promise<TrainingRunView> {
  const { trainingRun } = await client.query<{
    readonly trainingRun: TrainingRunView & { readonly jobRun: { readonly errorMessage: string | null } | null };
  }>(RUN_QUERY, { id });
  const { state, jobRun, latestCheckpoint } = trainingRun;
  if (state === 'SUCCEEDED') return { id, state, latestCheckpoint };
  throw new UnavailableError(`training run ${id} ended ${state}: ${jobRun?.errorMessage ?? 'no reason was given'}`);
}
