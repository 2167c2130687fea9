import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';
import type { ResultOf, VariablesOf } from './operation';
import { FOLLOW_EVALUATION, READ_EVALUATION, READ_STORED_EVALUATION, START_EVALUATION } from './operations.generated';
import { requireFound } from './require-found';

type Evaluation = NonNullable<ResultOf<typeof READ_EVALUATION>['evaluation']>;
type EvaluationEvent = ResultOf<typeof FOLLOW_EVALUATION>['evaluationProgress'];

/** A finished evaluation as the command line shows it. */
export type EvaluationView = Evaluation & { readonly report: NonNullable<Evaluation['report']> };

/** A figure with its bootstrap intervals over tasks; null if undefined. */
export type EstimateView = EvaluationView['report']['passRate'];

export type IntervalView = NonNullable<EstimateView['bca']>;

/** Partial results of an evaluation that is still running. */
export type InterimView = Extract<EvaluationEvent, { readonly analysis: unknown }>['analysis'];

type StoredEvaluation = NonNullable<ResultOf<typeof READ_STORED_EVALUATION>['evaluation']>;

/** The same, with the stored report. */
export type StoredEvaluationView = Omit<StoredEvaluation, 'reportHash' | 'reportJson' | 'manifestJson'> & {
  readonly reportHash: string;
  readonly reportJson: string;
  readonly manifestJson: string;
};

export type EvaluationInput = VariablesOf<typeof START_EVALUATION>['input'];

/**
 * Enqueues an evaluation.
 *
 * @param input of `startEvaluation`
 * @returns its id
 */
export async function requestEvaluation(client: ApiClient, input: EvaluationInput): Promise<string> {
  const { startEvaluation: started } = await client.query(START_EVALUATION, { input });
  return started.id;
}

/**
 * Follows an evaluation and its interim analyses until it ends, then fetches the result.
 *
 * @throws UnavailableError if it does not succeed, and if the server stops or stays unreachable
 */
export async function followEvaluation(
  client: ApiClient,
  id: string,
  onInterim: (analysis: InterimView) => void,
): Promise<EvaluationView> {
  await followStream(client, {
    subscription: FOLLOW_EVALUATION,
    id,
    name: 'evaluation',
    seqOf: ({ evaluationProgress }) => evaluationProgress.seq,
    onEvent: ({ evaluationProgress: event }) => {
      if ('analysis' in event) onInterim(event.analysis);
      if (event.kind !== 'ENDED') return false;
      const { state } = event;
      if (state === 'SUCCEEDED') return true;
      const errorMessage = 'errorMessage' in event ? event.errorMessage : null;
      throw new UnavailableError(`evaluation ${id} ended ${state}: ${errorMessage ?? 'no reason given'}`);
    },
  });
  const evaluation = requireFound((await client.query(READ_EVALUATION, { id })).evaluation);
  const { report } = evaluation;
  if (report === null) throw new UnavailableError(`evaluation ${id} has no report`);
  return { ...evaluation, report };
}

/** A finished evaluation with its stored report. */
export async function readStoredEvaluation(client: ApiClient, id: string): Promise<StoredEvaluationView> {
  const evaluation = requireFound((await client.query(READ_STORED_EVALUATION, { id })).evaluation);
  const { reportHash, reportJson, manifestJson } = evaluation;
  if (reportHash === null || reportJson === null || manifestJson === null) {
    throw new UnavailableError(`evaluation ${id} has no report`);
  }
  return { ...evaluation, reportHash, reportJson, manifestJson };
}
