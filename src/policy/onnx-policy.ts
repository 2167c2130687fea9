import type { Utterance } from '../conversation/conversation';
import type { AgentTurn, ConversationStart, PlayablePolicy, PolicySession } from '../conversation/policy';
import { createRandom, type Random } from '../domain/random';
import { InvalidInputError } from '../errors';
import type { Candidate } from './candidates/candidate';
import { createCandidateSession, type CandidateSession } from './candidates/candidate-session';
import type { Decision } from './candidates/decision';
import { chooseCandidate, type ChosenCandidate } from './scoring/choose-candidate';
import { toAgentTurn } from './scripted/to-agent-turn';

/** Gives each candidate of a decision a raw score (logit), in their order: a `DecisionBatcher`, or anything else that can. */
export interface CandidateScorer {
  score(decision: Decision): Promise<Float32Array>;
}

/** A decision that was taken. */
export type TakenDecision = {
  readonly start: ConversationStart;
  /** Rank among the decisions of the conversation, from 0: the turn that it became. */
  readonly turnIndex: number;
  readonly decision: Decision;
  /** In the order of the decision's rows. */
  readonly candidates: readonly Candidate[];
  /** Raw scores, one for each candidate. */
  readonly scores: Float32Array;
  /** The row that was chosen, its log-probability, and the sum of the squared probabilities of all rows. */
  readonly choice: ChosenCandidate;
};

export type OnnxPolicySettings = {
  /** Stays the caller's to close. */
  readonly scorer: CandidateScorer;
  /** 0 takes the best candidate; otherwise one is drawn from the softmax of scores / temperature. */
  readonly temperature: number;
  /** Hears each decision before its turn is played. */
  readonly onDecision?: (taken: TakenDecision) => void;
};

/**
 * A policy that chooses among candidate acts by scores. What it can do and what it sees follows from the visible conversation
 * alone; the seed of a conversation fixes what is drawn in it.
 *
 * @throws InvalidInputError when the temperature is negative or not finite
 */
export function createOnnxPolicy(settings: OnnxPolicySettings): PlayablePolicy {
  const { temperature } = settings;
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw new InvalidInputError(`temperature is ${temperature}; expected a finite number of at least 0`);
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
