import { createHash } from 'node:crypto';

import { createCandidateSession, type CandidateChoice } from '../../../src/policy/candidates/candidate-session';
import { MAX_CANDIDATES } from '../../../src/policy/candidates/build-candidates';
import { FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../../src/policy/candidates/decision';
import { encodeDecision } from '../../../src/policy/candidates/features/encode-decision';
import { emptyKnowledge, learn } from '../../../src/policy/candidates/knowledge/learn';
import type { Utterance } from '../../../src/conversation/conversation';
import { generatedAirline } from './support/generated-airline';
import { agentTurns, goldenConversation } from './support/golden-conversation';

const airline = generatedAirline('v1', 14);

let played: (readonly Utterance[])[];

beforeAll(async () => {
  played = [];
  for (const task of airline.tasks) played.push(await goldenConversation(airline, task));
});

describe('the candidates of a conversation', () => {
  it('are the same, to the byte, whether the conversation was followed or read at once', () => {
    for (const utterances of played.slice(0, 5)) {
      const following = createCandidateSession('v1');
      for (const before of agentTurns(utterances)) {
        expect(digestOf(createCandidateSession('v1').decide(before))).toBe(digestOf(following.decide(before)));
      }
    }
  });

  it('follow another conversation from its start when it does not go on from the last one', () => {
    const [first = [], second = []] = played;
    const session = createCandidateSession('v1');
    session.decide(first);
    expect(digestOf(session.decide(second))).toBe(digestOf(createCandidateSession('v1').decide(second)));
  });

  it('are at least one, each once, no more than the cap, with finite numbers of the stated shape', () => {
    for (const utterances of played) {
      const session = createCandidateSession('v1');
      for (const before of [[], ...agentTurns(utterances)]) {
        const { candidates, decision } = session.decide(before);
        expect(candidates.length).toBeGreaterThan(0);
        expect(candidates.length).toBeLessThanOrEqual(MAX_CANDIDATES);
        expect(new Set(candidates.map(({ key }) => key)).size).toBe(candidates.length);
        expect(decision.candidateCount).toBe(candidates.length);
        expect(decision.features).toHaveLength(candidates.length * FEATURE_COUNT);
        expect(decision.stateFeatures).toHaveLength(STATE_FEATURE_COUNT);
        expect(decision.features.every(Number.isFinite)).toBe(true);
        expect(decision.stateFeatures.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('have rows that do not depend on their order', () => {
    const [utterances = []] = played;
    const knowledge = utterances
      .slice(0, 6)
      .reduce((known, utterance) => learn(known, utterance, null), emptyKnowledge('v1'));
    const { candidates } = createCandidateSession('v1').decide(utterances.slice(0, 6));
    const rows = rowsOf(encodeDecision(knowledge, candidates).features);
    const reversed = rowsOf(encodeDecision(knowledge, candidates.toReversed()).features);
    expect(reversed.map((row) => row.join())).toEqual(rows.toReversed().map((row) => row.join()));
  });

  it('differ in their rows wherever they differ in kind', () => {
    const [utterances = []] = played;
    const { candidates, decision } = createCandidateSession('v1').decide(utterances.slice(0, 4));
    const rows = rowsOf(decision.features).map((row) => row.join());
    const kinds = new Map(candidates.map(({ act }, rank) => [act.kind, rows[rank]]));
    expect(new Set(kinds.values()).size).toBe(kinds.size);
  });
});

function digestOf({ candidates, decision }: CandidateChoice): string {
  const { features, stateFeatures } = decision;
  const bytes = Buffer.concat([Buffer.from(features.buffer), Buffer.from(stateFeatures.buffer)]);
  return createHash('sha256').update(bytes).update(JSON.stringify(candidates)).digest('hex');
}

function rowsOf(features: Float32Array): Float32Array[] {
  return Array.from({ length: features.length / FEATURE_COUNT }, (_, rank) =>
    features.slice(rank * FEATURE_COUNT, (rank + 1) * FEATURE_COUNT),
  );
}
