import type { Utterance } from '../../conversation/conversation';
import type { Act, CallAct } from '../acts/act';
import { wordAct } from '../acts/word-act';
import { wordCall } from '../acts/word-call';
import { ConversationView } from './conversation-view';
import { findFlightLookUp } from './fill-in-look-ups';
import type { GoldenPlan, PlannedPart, PlannedQuestion, PlannedStep, PlannedWrite } from './golden-plan';
import { argumentsOf, canonicalCallKey } from './planned-call';
import { isAgreement } from './user-words';

/** Unconfirmed proposals of one write after which it is given up. */
const MAX_PROPOSALS = 3;

/** Unanswered questions for the user id after which the agent proceeds without it. */
const MAX_ID_QUESTIONS = 2;

/**
 * The reference agent in one conversation. Its next act depends only on its plan and the conversation, so it can
 * continue any conversation, including one led by another agent.
 */
export class GoldenSession {
  private readonly skipped = new Set<string>();

  constructor(private readonly plan: GoldenPlan) {}

  /** Treat a call as made from now on. */
  skip(call: CallAct): void {
    this.skipped.add(canonicalCallKey(call));
  }

  /**
   * The next act.
   *
   * @param utterances all of the conversation so far, the user's opening first
   */
  nextAct(utterances: readonly Utterance[]): Act {
    const view = new ConversationView(utterances);
    const identification = this.identify(view);
    if (identification !== null) return identification;
    const { step, start } = this.currentStep(view);
    const inStep = view.from(start);
    for (const part of step.parts) {
      const act = this.actOfPart(part, view, inStep);
      if (act !== null) return act;
    }
    return this.endStep(step, view, inStep);
  }

  /** The user id, then the profile. */
  private identify(view: ConversationView): Act | null {
    const said = USER_ID.exec(view.userText)?.[0] ?? null;
    const userId = this.plan.userId ?? said;
    const isKnown = userId !== null && view.userText.includes(userId);
    const question: Act = { kind: 'ASK', topics: ['USER_ID'] };
    if (!isKnown && view.countSaid((text) => text === wordAct(question)) < MAX_ID_QUESTIONS) return question;
    if (userId === null) return null;
    return this.lookUp(view, [
      { kind: 'CALL', name: 'get_user_details', arguments: `{"user_id": ${JSON.stringify(userId)}}` },
    ]);
  }

  /** A step starts with what the user brings up after the previous step was closed. */
  private currentStep(view: ConversationView): { readonly step: PlannedStep; readonly start: number } {
    const { steps } = this.plan;
    const starts = [0, ...view.newRequests].slice(0, steps.length);
    const rank = starts.length - 1;
    return { step: steps[rank]!, start: rank === 0 ? 0 : starts[rank]! };
  }

  private actOfPart(part: PlannedPart, view: ConversationView, inStep: ConversationView): Act | null {
    return (
      this.lookUp(view, part.lookUpsBefore) ??
      askNext(part.questions, inStep) ??
      this.lookUp(view, part.lookUpsAfter) ??
      (part.write === null ? null : this.actOfWrite(part.write, view, inStep))
    );
  }

  private actOfWrite(write: PlannedWrite, view: ConversationView, inStep: ConversationView): Act | null {
    if (view.countCalls(write.call) > write.repetition || this.skipped.has(canonicalCallKey(write.call))) return null;
    const lookUp = this.plan.isFilledIn ? this.fillIn(write.call, view) : null;
    if (lookUp !== null) return lookUp;
    const words = wordCall(write.call);
    const isProposal = (text: string): boolean => text.includes(words);
    const reply = inStep.replyTo(isProposal);
    if (reply === null) return proposalOf(write, view);
    // A withdrawn call is never made, whatever the user replies.
    if (write.isProposalOnly) return null;
    if (isAgreement(reply)) return write.call;
    return inStep.countSaid(isProposal) < MAX_PROPOSALS ? proposalOf({ ...write, namesAmount: true }, view) : null;
  }

  /** Reads that an agent needs before a write but the golden actions omit. */
  private fillIn(call: CallAct, view: ConversationView): CallAct | null {
    const reservationId = argumentsOf(call).get('reservation_id');
    const details: CallAct[] =
      typeof reservationId === 'string'
        ? [
            {
              kind: 'CALL',
              name: 'get_reservation_details',
              arguments: JSON.stringify({ reservation_id: reservationId }),
            },
          ]
        : [];
    return this.lookUp(view, details) ?? findFlightLookUp(call, view);
  }

  private lookUp(view: ConversationView, calls: readonly CallAct[]): CallAct | null {
    return calls.find((call) => view.countCalls(call) === 0 && !this.skipped.has(canonicalCallKey(call))) ?? null;
  }

  private endStep({ end }: PlannedStep, view: ConversationView, inStep: ConversationView): Act {
    const closing: Act = { kind: 'ANYTHING_ELSE' };
    if (end.kind === 'CLOSE') return closing;
    if (end.kind === 'REFUSE') {
      const transfer = end.transfer === null ? null : this.lookUp(view, [end.transfer]);
      return transfer ?? { kind: 'REFUSE', reason: end.reason };
    }
    const values = valuesToTell(end.values, view, inStep);
    const act: Act = { kind: 'INFORM', values };
    return values.length === 0 || inStep.hasSaid(wordAct(act)) ? closing : act;
  }
}

const USER_ID = /\b[a-z]+_[a-z]+_\d+\b/;

function askNext(questions: readonly PlannedQuestion[], inStep: ConversationView): Act | null {
  const open = questions.find(({ topics, answers }) => {
    const isAnswered = answers.length > 0 && answers.every((text) => inStep.userText.includes(text));
    return !isAnswered && !inStep.hasSaid(wordAct({ kind: 'ASK', topics }));
  });
  return open === undefined ? null : { kind: 'ASK', topics: open.topics };
}

function proposalOf({ call, namesAmount }: PlannedWrite, view: ConversationView): Act {
  return { kind: 'CONFIRM', call, amount: namesAmount ? lastAmount(view) : null };
}

/** The result of the last calculation; null when there is none. */
function lastAmount(view: ConversationView): number | null {
  const text = view.lastResult('calculate');
  const amount = text === null ? NaN : Number(text);
  return Number.isFinite(amount) ? amount : null;
}

/** Required outputs that were not said before this step. */
function valuesToTell(planned: readonly string[], view: ConversationView, inStep: ConversationView): readonly string[] {
  if (planned.length === 0) {
    const amount = lastAmount(view);
    return amount === null ? [] : [String(Math.abs(amount))];
  }
  const saidInStep = inStep.agentText;
  const saidBefore = view.agentText.slice(0, view.agentText.length - saidInStep.length);
  const unsaid = planned.filter((value) => !saidBefore.includes(value));
  return unsaid.length > 0 ? unsaid : planned;
}
