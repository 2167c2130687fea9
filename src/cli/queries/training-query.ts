import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';
import type { ResultOf, VariablesOf } from './operation';
import { FOLLOW_TRAINING, READ_TRAINING_RUN, START_IMITATION, START_TRAINING } from './operations.generated';
import { requireFound } from './require-found';

type Run = NonNullable<ResultOf<typeof READ_TRAINING_RUN>['trainingRun']>;

/** A training run as the command line shows it. */
export type TrainingRunView = Omit<Run, 'jobRun'>;

/** Metrics of one update or epoch; null where a metric could not be computed. */
export type TrainingStep = { readonly step: number; readonly values: Readonly<Record<string, number | null>> };

export type TrainingListener = {
  readonly onStep: (step: TrainingStep) => void;
  readonly onWarning: (step: number, message: string) => void;
};

/** Enqueues a training run by behaviour cloning. @returns its id */
export async function requestImitation(
  client: ApiClient,
  input: VariablesOf<typeof START_IMITATION>['input'],
): Promise<string> {
  return (await client.query(START_IMITATION, { input })).startImitation.id;
}

/** Enqueues a training run by reinforcement learning. @returns its id */
export async function requestTraining(
  client: ApiClient,
  input: VariablesOf<typeof START_TRAINING>['input'],
): Promise<string> {
  return (await client.query(START_TRAINING, { input })).startTraining.id;
}

const OVER = ['SUCCEEDED', 'PAUSED', 'FAILED', 'CANCELLED'];

/**
 * Follows a training run's metrics until it ends, then fetches the run.
 *
 * @throws UnavailableError if it does not succeed, and if the server stops or stays unreachable
 */
export async function followTrainingRun(
  client: ApiClient,
  id: string,
  { onStep, onWarning }: TrainingListener,
): Promise<TrainingRunView> {
  await followStream(client, {
    subscription: FOLLOW_TRAINING,
    id,
    name: 'training run',
    seqOf: ({ trainingMetrics }) => trainingMetrics.seq,
    onEvent: ({ trainingMetrics: event }) => {
      const { step } = event;
      if ('values' in event) {
        onStep({ step, values: Object.fromEntries(event.values.map(({ name, value }) => [name, value])) });
      }
      if ('warning' in event) onWarning(step, event.warning.message);
      return 'state' in event && OVER.includes(event.state);
    },
  });
  return requireSucceeded(client, id);
}

async function requireSucceeded(client: ApiClient, id: string): Promise<TrainingRunView> {
  const { trainingRun } = await client.query(READ_TRAINING_RUN, { id });
  const { state, jobRun, latestCheckpoint } = requireFound(trainingRun);
  if (state === 'SUCCEEDED') return { id, state, latestCheckpoint };
  throw new UnavailableError(`training run ${id} ended ${state}: ${jobRun?.errorMessage ?? 'no reason given'}`);
}
