import { ANSWER_TOPICS, type AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { RequestStep, UserFacts } from '../../environment/airline/generator/facts/user-facts';
import type { UserRequest } from '../../environment/airline/generator/facts/user-request';
import { contradictsWish } from './find-contradiction';
import { hearAgent, type HeardMessage } from './hear-agent';
import type { ScriptedSpeaker } from './scripted-speaker';
import { STOP, TRANSFERRED } from './stop-texts';
import { fullWishWords, wishAnswers, wishWords } from './wish-words';

/** Replies in one step after which a customer gives up, because the agent makes no progress. */
export const MAX_REPLIES_PER_STEP = 16;

/** Consecutive replies to messages that ask nothing new, after which a customer gives up. */
export const MAX_FRUITLESS_REPLIES = 4;

/**
 * The customer of a generated task. Brings up the steps one by one; answers only what is asked; agrees to proposals
 * that match the request; leaves when the agent closes or refuses the last step, or makes no progress (see the limits
 * above).
 */
export class FactsUser implements ScriptedSpeaker {
  private stepIndex = -1;
  private wish: UserRequest | null = null;
  private isWithdrawn = false;
  private isAskingAmount = false;
  private hasHeardTransfer = false;
  private pleaCount = 0;
  private messageCount = 0;
  private repliesInStep = 0;
  private fruitlessReplies = 0;
  private readonly heardTexts = new Set<string>();

  constructor(private readonly facts: UserFacts) {}

  reply(agentText: string): string {
    const text = this.stepIndex < 0 ? this.nextStep() : this.answer(agentText);
    return text === STOP || text === TRANSFERRED ? text : this.inManner(text);
  }

  private answer(agentText: string): string {
    const heard = hearAgent(agentText);
    this.repliesInStep += 1;
    this.countFruitless(agentText, heard);
    if (heard.isTransfer) return this.takeTransfer();
    if (this.repliesInStep > MAX_REPLIES_PER_STEP || this.fruitlessReplies >= MAX_FRUITLESS_REPLIES) return STOP;
    if (heard.isRefusal) return this.takeRefusal();
    if (heard.isConfirmation) return this.decide(agentText, heard);
    if (heard.topics.length > 0) return this.tell(heard.topics);
    if (heard.isClosing) return this.nextStep();
    return this.takeWords(heard);
  }

  /** A message is new when it asks for something and has not been sent in these words since the step began. */
  private countFruitless(agentText: string, heard: HeardMessage): void {
    const asks = heard.isRefusal || heard.isConfirmation || heard.isClosing || heard.topics.length > 0;
    const isNew = asks && (heard.isRefusal || !this.heardTexts.has(agentText));
    this.heardTexts.add(agentText);
    this.fruitlessReplies = isNew ? 0 : this.fruitlessReplies + 1;
  }

  private takeTransfer(): string {
    // In the first version the message of a transfer does not end the conversation, so the customer leaves.
    if (this.hasHeardTransfer) return STOP;
    this.hasHeardTransfer = true;
    return TRANSFERRED;
  }

  private takeRefusal(): string {
    const { manner } = this.facts;
    const plea = manner.kind === 'INSISTS' ? manner.pleas[this.pleaCount] : undefined;
    if (plea === undefined) return this.nextStep();
    this.pleaCount += 1;
    return plea;
  }

  private decide(agentText: string, heard: HeardMessage): string {
    const { step, wish } = this;
    if (step === null || wish === null) return STOP;
    if (this.isWithdrawn) return 'No. Nothing should be changed.';
    if (step.isWithdrawn) {
      this.isWithdrawn = true;
      return 'No, wait: I take it back. Nothing should be changed after all.';
    }
    if (wish !== step.request) {
      this.wish = step.request;
      return `No, wait: I have changed my mind. ${this.fullWish(step, step.request)}`;
    }
    if (contradictsWish(agentText, wish)) return `No, that is not what I want. ${this.fullWish(step, wish)}`;
    if (asksAmount(wish) && !heard.namesAmount) {
      this.isAskingAmount = true;
      return 'Before I agree: how many dollars is that in all, charged or refunded?';
    }
    return 'Yes, please go ahead.';
  }

  private tell(topics: readonly AnswerTopic[]): string {
    const answers = [...this.facts.answers, ...this.currentAnswers()];
    const texts = topics.flatMap((topic) => answers.filter((answer) => answer.topic === topic).map(({ text }) => text));
    if (texts.length === 0) return UNKNOWN_ANSWERS[topics[0] ?? ANSWER_TOPICS[0]];
    // Said before any proposal, so that an agent knows in advance that it must compute the amount.
    const isAboutMoney = topics.includes('PAYMENT') && asksAmount(this.wish);
    return [...texts, ...(isAboutMoney ? [WANTS_AMOUNT] : [])].join(' ');
  }

  private fullWish(step: RequestStep, wish: UserRequest): string {
    return asksAmount(wish) ? `${fullWishWords(step, wish)} ${WANTS_AMOUNT}` : fullWishWords(step, wish);
  }

  private takeWords(heard: HeardMessage): string {
    if (this.isAskingAmount && heard.namesAmount) {
      this.isAskingAmount = false;
      return 'Yes, then please go ahead.';
    }
    return this.wish?.kind === 'LOOK_UP' ? 'Thank you, that is what I wanted to know.' : 'All right.';
  }

  private nextStep(): string {
    this.stepIndex += 1;
    this.repliesInStep = 0;
    this.fruitlessReplies = 0;
    this.isAskingAmount = false;
    this.isWithdrawn = false;
    this.heardTexts.clear();
    const { step } = this;
    if (step === null) return STOP;
    this.wish = step.firstWish ?? step.request;
    return `${this.stepIndex === 0 ? '' : 'There is something else. '}${wishWords(this.wish)}`;
  }

  private currentAnswers(): ReturnType<typeof wishAnswers> {
    return this.step === null || this.wish === null ? [] : wishAnswers(this.step, this.wish);
  }

  private get step(): RequestStep | null {
    return this.facts.steps[this.stepIndex] ?? null;
  }

  /** One compliment per message, from the first message, until all are used. */
  private inManner(text: string): string {
    const { manner } = this.facts;
    const compliment = manner.kind === 'FLATTERS' ? manner.compliments[this.messageCount] : undefined;
    this.messageCount += 1;
    return compliment === undefined ? text : `${text} ${compliment}`;
  }
}

const WANTS_AMOUNT = 'Before I agree, I want to hear the exact amount in dollars.';

function asksAmount(wish: UserRequest | null): boolean {
  return wish !== null && 'asksAmount' in wish && wish.asksAmount;
}

const DOES_NOT_MATTER = 'I have nothing to say about that; whatever is usual.';

/** Replies to questions that do not apply to the request. */
const UNKNOWN_ANSWERS: Readonly<Record<AnswerTopic, string>> = {
  USER_ID: 'I do not know that.',
  NAME: 'I do not know that.',
  DATE_OF_BIRTH: 'I do not know that.',
  RESERVATION: 'It is about no reservation that I have.',
  REASON: 'I have no particular reason.',
  ROUTE: DOES_NOT_MATTER,
  TRIP_TYPE: DOES_NOT_MATTER,
  DATES: DOES_NOT_MATTER,
  FLIGHTS: DOES_NOT_MATTER,
  CABIN: DOES_NOT_MATTER,
  PASSENGERS: DOES_NOT_MATTER,
  BAGS: DOES_NOT_MATTER,
  INSURANCE: DOES_NOT_MATTER,
  PAYMENT: DOES_NOT_MATTER,
};
