import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';

export type IntervalView = { readonly low: number; readonly high: number };

/** A figure with its bootstrap intervals over tasks; null is undefined. */
export type EstimateView = {
  readonly value: number | null;
  readonly percentile: IntervalView | null;
  readonly bca: IntervalView | null;
};

/** An evaluation as the command line shows it. */
export type EvaluationView = {
  readonly id: string;
  readonly reportHash: string;
  readonly policy: { readonly id: string; readonly name: string };
  readonly report: {
    readonly tasks: number;
    readonly tasksCounted: number;
    readonly passRate: EstimateView;
    readonly averageReward: EstimateView;
    readonly passHatK: readonly { readonly k: number; readonly estimate: EstimateView }[];
    readonly coverage: { readonly attempted: number; readonly scored: number; readonly share: number | null };
  };
};

/** Partial results of an evaluation that is still running. */
export type InterimView = {
  readonly tasksEnded: number;
  readonly plannedTasks: number;
  readonly rolloutsAttempted: number;
  readonly rolloutsPlanned: number;
  readonly passHatK: readonly {
    readonly k: number;
    readonly fixedSample: EstimateView;
    readonly alwaysValid: IntervalView;
  }[];
};

const ESTIMATE = 'value percentile { low high } bca { low high }';

const EVALUATION_QUERY = `query ($id: ID!) {
  evaluation(id: $id) {
    id reportHash policy { id name }
    report {
      tasks tasksCounted passRate { ${ESTIMATE} } averageReward { ${ESTIMATE} }
      passHatK { k estimate { ${ESTIMATE} } } coverage { attempted scored share }
    }
  }
}`;

const SUBSCRIPTION = `subscription ($id: ID!, $since: Int) {
  evaluationProgress(id: $id, since: $since) {
    seq kind state
    ... on EvaluationInterimEvent {
      analysis {
        tasksEnded plannedTasks rolloutsAttempted rolloutsPlanned
        passHatK { k fixedSample { ${ESTIMATE} } alwaysValid { low high } }
      }
    }
    ... on EvaluationEndedEvent { errorMessage }
  }
}`;

type ProgressEvent = {
  readonly evaluationProgress: {
    readonly seq: number;
    readonly kind: string;
    readonly state: string;
    readonly analysis?: InterimView;
    readonly errorMessage?: string | null;
  };
};

/** Accepts an evaluation. @param input of `startEvaluation`. @returns its id */
export async function requestEvaluation(client: ApiClient, input: Readonly<Record<string, unknown>>): Promise<string> {
  const { startEvaluation: started } = await client.query<{ startEvaluation: { id: string } }>(
    'mutation ($input: StartEvaluationInput!) { startEvaluation(input: $input) { id } }',
    { input },
  );
  return started.id;
}

/**
 * Follows an evaluation and its interim analyses to its end, and fetches the result.
 *
 * @throws UnavailableError when it does not succeed, and when the server stops or stays away
 */
export async function followEvaluation(
  client: ApiClient,
  id: string,
  onInterim: (analysis: InterimView) => void,
): Promise<EvaluationView> {
  await followStream<ProgressEvent>(client, {
    document: SUBSCRIPTION,
    id,
    name: 'evaluation',
    seqOf: ({ evaluationProgress }) => evaluationProgress.seq,
    onEvent: ({ evaluationProgress: { kind, state, errorMessage, analysis } }) => {
      if (analysis !== undefined) onInterim(analysis);
      if (kind !== 'ENDED') return false;
      if (state === 'SUCCEEDED') return true;
      throw new UnavailableError(`evaluation ${id} ended ${state}: ${errorMessage ?? 'no reason was given'}`);
    },
  });
  return (await client.query<{ evaluation: EvaluationView }>(EVALUATION_QUERY, { id })).evaluation;
}
