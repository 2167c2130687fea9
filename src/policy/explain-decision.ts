import type { Utterance } from '../conversation/conversation';
import type { AirlineVersion } from '../environment/airline/world/world';
import { InvalidInputError } from '../errors';
import type { Act } from './acts/act';
import { wordAct } from './acts/word-act';
import type { Candidate } from './candidates/candidate';
import { createCandidateSession } from './candidates/candidate-session';
import type { CandidateScorer } from './onnx-policy';

/** A candidate with its probability. */
export type RankedCandidate = {
  readonly act: Act;
  /** The text for the user, or the call as text. */
  readonly words: string;
  /** 0 to 1; the probabilities of all candidates sum to 1. */
  readonly probability: number;
};

/**
 * The most likely next acts of a policy in a conversation, the most likely first.
 *
 * @param scorer the scorer of the policy
 * @returns at most `limit` candidates, with their probabilities among all at temperature 1
 * @throws what the scorer throws
 */
export async function explainDecision(
  scorer: CandidateScorer,
  utterances: readonly Utterance[],
  { version, limit }: { readonly version: AirlineVersion; readonly limit: number },
): Promise<RankedCandidate[]> {
  const { candidates, decision } = createCandidateSession(version).decide(utterances);
  return rankCandidates(candidates, await scorer.score(decision), { temperature: 1, limit });
}

/**
 * Candidates by probability, the most likely first; ties in input order.
 *
 * @param scores raw scores, one per candidate
 * @param temperature above 0
 * @throws InvalidInputError when the temperature is not above 0 or the number of scores and candidates differs
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  scores: Float32Array,
  { temperature, limit }: { readonly temperature: number; readonly limit: number },
): RankedCandidate[] {
  if (!(temperature > 0)) throw new InvalidInputError(`temperature is ${temperature}; it must be a number above 0`);
  if (scores.length !== candidates.length) {
    throw new InvalidInputError(`there are ${scores.length} scores for ${candidates.length} candidates`);
  }
  const highest = scores.reduce((best, score) => Math.max(best, score), -Infinity);
  const weights = Array.from(scores, (score) => Math.exp((score - highest) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return candidates
    .map(({ act }, rank) => ({ act, words: wordsOf(act), probability: weights[rank]! / total }))
    .sort((left, right) => right.probability - left.probability)
    .slice(0, limit);
}

function wordsOf(act: Act): string {
  return act.kind === 'CALL' ? `${act.name} ${act.arguments}` : wordAct(act);
}
