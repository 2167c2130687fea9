import type { Utterance } from '../conversation/conversation';
import type { AgentTurn, ConversationStart, PlayablePolicy, PolicySession } from '../conversation/policy';
import { createRandom, type Random } from '../domain/random';
import { InvalidInputError } from '../errors';
import type { Candidate } from './candidates/candidate';
import { createCandidateSession, type CandidateSession } from './candidates/candidate-session';
import type { Decision } from './candidates/decision';
import { chooseCandidate, type ChosenCandidate } from './scoring/choose-candidate';
import { toAgentTurn } from './scripted/to-agent-turn';

/** Computes a raw score (logit) for each candidate of a decision, in order; e.g. a `DecisionBatcher`. */
export interface CandidateScorer {
  score(decision: Decision): Promise<Float32Array>;
}

/** A decision with the choice made. */
export type TakenDecision = {
  readonly start: ConversationStart;
  /** Index among the decisions of the conversation, from 0; equals the turn index. */
  readonly turnIndex: number;
  readonly decision: Decision;
  /** In the order of the decision's rows. */
  readonly candidates: readonly Candidate[];
  /** Raw scores, one per candidate. */
  readonly scores: Float32Array;
  /** The chosen row, its log-probability, and the sum of squared probabilities of all rows. */
  readonly choice: ChosenCandidate;
};

export type OnnxPolicySettings = {
  /** Closed by the caller. */
  readonly scorer: CandidateScorer;
  /** 0 selects the best candidate; otherwise one is drawn from the softmax of scores / temperature. */
  readonly temperature: number;
  /** Called with each decision before its turn is played. */
  readonly onDecision?: (taken: TakenDecision) => void;
};

/**
 * A policy that chooses among candidate acts by score. Candidates and features depend only on the visible conversation;
 * the seed of a conversation determines its random draws.
 *
 * @throws InvalidInputError when the temperature is negative or not finite
 */
export function createOnnxPolicy(settings: OnnxPolicySettings): PlayablePolicy {
  const { temperature } = settings;
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw new InvalidInputError(`temperature is ${temperature}; it must be a finite number of at least 0`);
  }
  return { start: (start) => new OnnxSession(settings, start) };
}

class OnnxSession implements PolicySession {
  private readonly candidates: CandidateSession;
  private readonly random: Random;
  private turnIndex = 0;

  constructor(
    private readonly settings: OnnxPolicySettings,
    private readonly start: ConversationStart,
  ) {
    this.candidates = createCandidateSession(start.brief.version);
    this.random = createRandom(start.seed);
  }

  async act(utterances: readonly Utterance[]): Promise<AgentTurn> {
    const { scorer, temperature, onDecision } = this.settings;
    const { candidates, decision } = this.candidates.decide(utterances);
    const scores = await scorer.score(decision);
    const choice = chooseCandidate(scores, temperature, this.random);
    onDecision?.({ start: this.start, turnIndex: this.turnIndex, decision, candidates, scores, choice });
    this.turnIndex += 1;
    return { ...toAgentTurn(candidates[choice.index]!.act), logProbability: choice.logProbability };
  }
}
