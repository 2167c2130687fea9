import type { Utterance } from '../../conversation/conversation';
import type { AirlineVersion } from '../../environment/airline/world/world';
import type { MessageAct } from '../acts/act';
import { wordAct } from '../acts/word-act';
import { buildCandidates } from './build-candidates';
import type { Candidate } from './candidate';
import type { Decision } from './decision';
import { encodeDecision } from './features/encode-decision';
import type { Knowledge } from './knowledge/knowledge';
import { emptyKnowledge, learn } from './knowledge/learn';

/** A decision with its candidates. */
export type CandidateChoice = {
  /** In the order of the decision's rows. */
  readonly candidates: readonly Candidate[];
  readonly decision: Decision;
};

/** Candidates throughout one conversation; each utterance is read once. */
export interface CandidateSession {
  /**
   * Possible next acts, as candidates and as features.
   *
   * @param utterances the conversation so far; one that does not extend that of the last call is read from its start
   */
  decide(utterances: readonly Utterance[]): CandidateChoice;
}

/** Starts at an empty conversation. */
export function createCandidateSession(version: AirlineVersion): CandidateSession {
  return new Session(version);
}

class Session implements CandidateSession {
  private knowledge: Knowledge;
  private read: readonly Utterance[] = [];
  private candidates: readonly Candidate[] | null = null;

  constructor(private readonly version: AirlineVersion) {
    this.knowledge = emptyKnowledge(version);
  }

  decide(utterances: readonly Utterance[]): CandidateChoice {
    if (!this.read.every((utterance, rank) => utterance === utterances[rank])) this.restart();
    for (const utterance of utterances.slice(this.read.length)) this.hear(utterance);
    this.read = [...utterances];
    const candidates = this.current();
    return { candidates, decision: encodeDecision(this.knowledge, candidates) };
  }

  private restart(): void {
    this.knowledge = emptyKnowledge(this.version);
    this.read = [];
    this.candidates = null;
  }

  private hear(utterance: Utterance): void {
    const act = utterance.speaker === 'AGENT' ? this.actOf(utterance.text) : null;
    this.knowledge = learn(this.knowledge, utterance, act);
    this.candidates = null;
  }

  private current(): readonly Candidate[] {
    this.candidates ??= buildCandidates(this.knowledge);
    return this.candidates;
  }

  /** The act with these words, among the candidates at that point; null for other words. */
  private actOf(text: string): MessageAct | null {
    for (const { act } of this.current()) {
      if (act.kind !== 'CALL' && wordAct(act) === text) return act;
    }
    return null;
  }
}
