import type { Candidate } from '../candidate';
import { FEATURE_COUNT, STATE_FEATURE_COUNT, type Decision } from '../decision';
import { focusOf, type Focus } from '../focus';
import type { Knowledge } from '../knowledge/knowledge';
import { actKind, standingOf, type Standing } from './candidate-tokens';
import { DIRECT_COUNT, directFeatures } from './direct-features';
import { cross, FeatureRow, hashText } from './feature-row';
import { stateTokens } from './state-tokens';
import { tripFacts } from './trip-facts';

/** Norm of the hashed part of a row: about that of its usual number of features of size 1. */
const ROW_LENGTH = 8;
const STATE_LENGTH = 4;

/**
 * Encodes a decision as features. A candidate's row contains its kind combined with each token of the state, its parts
 * and their sources, facts of the reservation concerned, and its relation to earlier calls and messages.
 *
 * Places of a row: from 0, `DIRECT_COUNT` for one feature each (`directFeatures`, 0 to 1); behind them the hashed part, scaled to
 * the length `ROW_LENGTH`. The state's own numbers are hashed throughout. The airline's rules are nowhere applied: the facts that
 * they look at are features (`tripFacts`), and what follows from them is learned.
 *
 * @param candidates at least one; their order is the order of the rows and changes no row
 */
export function encodeDecision(knowledge: Knowledge, candidates: readonly Candidate[]): Decision {
  const focus = focusOf(knowledge);
  const { words, intents } = stateTokens(focus);
  const state = words.map(hashText);
  const features = new Float32Array(candidates.length * FEATURE_COUNT);
  const encoder = new RowEncoder(focus, state, hashText(intents));
  for (const [rank, candidate] of candidates.entries()) {
    encoder.write(features.subarray(rank * FEATURE_COUNT, (rank + 1) * FEATURE_COUNT), candidate);
  }
  return { candidateCount: candidates.length, features, stateFeatures: stateRow(state) };
}

function stateRow(state: readonly number[]): Float32Array {
  const numbers = new Float32Array(STATE_FEATURE_COUNT);
  const row = new FeatureRow(numbers, 0);
  for (const hash of state) row.add(hash);
  row.normalize(STATE_LENGTH);
  return numbers;
}

type HashedFacts = { readonly single: readonly number[]; readonly joint: readonly number[] };

class RowEncoder {
  private readonly factsOfTrip = new Map<string, HashedFacts>();
  /** Candidates of one kind share the features of kind and state. */
  private readonly stateOfKind = new Map<number, FeatureRow>();

  constructor(
    private readonly focus: Focus,
    private readonly state: readonly number[],
    private readonly intents: number,
  ) {}

  write(numbers: Float32Array, candidate: Candidate): void {
    const row = new FeatureRow(numbers, DIRECT_COUNT);
    const standing = standingOf(this.focus, candidate);
    const kind = hashText(actKind(candidate.act));
    const wish = cross(kind, this.intents);
    row.startFrom(this.stateRow(kind));
    directFeatures(this.focus, candidate, standing).forEach((value, place) => {
      row.setDirect(place, Number(value));
    });
    for (const trait of candidate.traits) row.add(cross(kind, hashText(trait)));
    for (const word of standingWords(standing, candidate)) row.add(cross(kind, hashText(word)));
    row.add(wish);
    if (candidate.tripId !== null) this.addFacts(row, { kind, wish, tripId: candidate.tripId });
    row.normalize(ROW_LENGTH);
  }

  private stateRow(kind: number): FeatureRow {
    const known = this.stateOfKind.get(kind);
    if (known !== undefined) return known;
    const row = new FeatureRow(new Float32Array(FEATURE_COUNT), DIRECT_COUNT);
    for (const word of this.state) row.add(cross(kind, word));
    this.stateOfKind.set(kind, row);
    return row;
  }

  private addFacts(
    row: FeatureRow,
    { kind, wish, tripId }: { readonly kind: number; readonly wish: number; readonly tripId: string },
  ): void {
    const { single, joint } = this.hashedFacts(tripId);
    for (const fact of single) row.add(cross(kind, fact));
    for (const fact of joint) row.add(cross(wish, fact));
  }

  private hashedFacts(tripId: string): HashedFacts {
    const known = this.factsOfTrip.get(tripId);
    if (known !== undefined) return known;
    const { single, joint } = tripFacts(this.focus.knowledge, tripId);
    const hashed = { single: single.map(hashText), joint: joint.map(hashText) };
    this.factsOfTrip.set(tripId, hashed);
    return hashed;
  }
}

function standingWords(standing: Standing, { rank, amount }: Candidate): string[] {
  return [
    `proposal:${standing.isProposal}`,
    `done:${standing.isDone}:${standing.hasFailed}`,
    `said:${Math.min(2, standing.saidCount)}`,
    `open:${standing.openShare === 0 ? 'none' : standing.openShare === 1 ? 'all' : 'some'}`,
    `rank:${Math.min(4, rank)}`,
    `amount:${amount === null ? 'unknown' : Math.sign(amount)}`,
  ];
}
