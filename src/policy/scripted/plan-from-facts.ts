import type { PlayableTask } from '../../conversation/playable-task';
import type { GoldenAction } from '../../domain/trajectory';
import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { RequestStep, UserFacts } from '../../environment/airline/generator/facts/user-facts';
import { tripsOf, type UserRequest } from '../../environment/airline/generator/facts/user-request';
import type { DenialReason } from '../../environment/airline/policy/verdict';
import type { GoldenPlan, PlannedEnd, PlannedPart, PlannedQuestion, PlannedStep } from './golden-plan';
import { argumentsOf, isTransfer, isWrite, toCallAct } from './planned-call';

/**
 * Plans a generated task. Its golden actions are ordered by step, reads before the write; where a step has no write,
 * its reads are separated from those of the next step by their subject.
 */
export function planFromFacts({ task, traps }: PlayableTask, facts: UserFacts): GoldenPlan {
  const [profile, ...rest] = task.goldenActions;
  const actions = profile?.name === 'get_user_details' ? rest : [...task.goldenActions];
  const steps = facts.steps.map((step, rank): PlannedStep => {
    const own = takeActions(actions, step, facts.steps[rank + 1] ?? null);
    return planStep({ step, actions: own, traps, outputs: task.expectedOutputs });
  });
  return { userId: facts.userId, isFilledIn: false, steps };
}

type StepContent = {
  readonly step: RequestStep;
  readonly actions: readonly GoldenAction[];
  readonly traps: readonly GoldenAction[];
  readonly outputs: readonly string[];
};

/** Remove the actions of a step from the front of the list. */
function takeActions(actions: GoldenAction[], step: RequestStep, next: RequestStep | null): GoldenAction[] {
  if (next === null) return actions.splice(0);
  const isChanging = step.verdict.isAllowed && !step.isWithdrawn && step.request.kind !== 'LOOK_UP';
  if (isChanging) return actions.splice(0, actions.findIndex(isWrite) + 1);
  return actions.splice(0, countLookUps(actions, step.request));
}

function countLookUps(actions: readonly GoldenAction[], request: UserRequest): number {
  const ids = tripsOf(request).map(({ reservationId }) => reservationId);
  const lastDetails = actions.findLastIndex(
    (action) => isDetails(action) && ids.some((id) => argumentsOf(action).get('reservation_id') === id),
  );
  let count = lastDetails + 1;
  const further =
    request.kind === 'CANCEL' && request.reason !== 'AIRLINE_CANCELLED' ? [] : FURTHER_LOOK_UPS[request.kind];
  while (further?.includes(actions[count]?.name ?? '') === true) count += 1;
  return count;
}

/** Reads for a request without writes, once its reservations are known. */
const FURTHER_LOOK_UPS: Readonly<Partial<Record<UserRequest['kind'], readonly string[]>>> = {
  CANCEL: ['get_flight_status', 'search_direct_flight'],
  COMPENSATE: ['get_flight_status', 'search_direct_flight'],
  LOOK_UP: ['search_direct_flight', 'search_onestop_flight', 'calculate'],
};

function isDetails({ name }: GoldenAction): boolean {
  return name === 'get_reservation_details';
}

function planStep({ step, actions, traps, outputs }: StepContent): PlannedStep {
  const transfer = actions.find(isTransfer);
  const writes = actions.filter(isWrite);
  const lookUps = actions.filter((action) => !isWrite(action) && !isTransfer(action));
  const end = endOf(step, outputs, transfer === undefined ? null : toCallAct(transfer));
  const [proposal] = traps;
  if (step.firstWish !== null && proposal !== undefined) {
    const [first, final] = splitLookUps(lookUps, step.firstWish);
    return {
      parts: [
        planPart({ step, wish: step.firstWish, lookUps: first, write: proposal, isProposalOnly: true }),
        planPart({ step, wish: step.request, lookUps: final, write: writes[0] ?? null, isProposalOnly: false }),
      ],
      end,
    };
  }
  const write = step.isWithdrawn ? (proposal ?? null) : (writes[0] ?? null);
  return { parts: [planPart({ step, wish: step.request, lookUps, write, isProposalOnly: step.isWithdrawn })], end };
}

function endOf(
  step: RequestStep,
  outputs: readonly string[],
  transfer: ReturnType<typeof toCallAct> | null,
): PlannedEnd {
  if (!step.verdict.isAllowed) return { kind: 'REFUSE', reason: step.verdict.reason, transfer };
  return step.request.kind === 'LOOK_UP' ? { kind: 'INFORM', values: outputs } : { kind: 'CLOSE' };
}

/** Reads of the dropped request, and additional ones of the final request. */
function splitLookUps(
  lookUps: readonly GoldenAction[],
  firstWish: UserRequest,
): [first: readonly GoldenAction[], final: readonly GoldenAction[]] {
  const asksAmount = 'asksAmount' in firstWish && firstWish.asksAmount;
  const calculation = asksAmount ? lookUps.find(({ name }) => name === 'calculate') : undefined;
  const isFirst = (action: GoldenAction): boolean => {
    if (action.name === 'calculate') return action === calculation;
    if (firstWish.kind !== 'CHANGE_FLIGHTS' || isDetails(action)) return true;
    const given = argumentsOf(action);
    const { origin, destination, date } = firstWish.leg;
    return given.get('origin') === origin && given.get('destination') === destination && given.get('date') === date;
  };
  return [lookUps.filter(isFirst), lookUps.filter((action) => !isFirst(action))];
}

type PartContent = {
  readonly step: RequestStep;
  readonly wish: UserRequest;
  readonly lookUps: readonly GoldenAction[];
  readonly write: GoldenAction | null;
  readonly isProposalOnly: boolean;
};

function planPart({ step, wish, lookUps, write, isProposalOnly }: PartContent): PlannedPart {
  const question = questionOf(step, wish);
  // Without a question there is no answer to wait for.
  const before = question === null ? lookUps : lookUps.filter(isDetails);
  return {
    lookUpsBefore: before.map(toCallAct),
    questions: question === null ? [] : [question],
    lookUpsAfter: lookUps.filter((action) => !before.includes(action)).map(toCallAct),
    write:
      write === null
        ? null
        : {
            call: toCallAct(write),
            repetition: 0,
            namesAmount: 'asksAmount' in wish && wish.asksAmount,
            isProposalOnly,
          },
  };
}

function questionOf(step: RequestStep, wish: UserRequest): PlannedQuestion | null {
  const topics = TOPICS_OF_WISHES[wish.kind];
  if (topics === undefined) return null;
  if (!step.verdict.isAllowed && !REASONS_FROM_DETAILS.includes(step.verdict.reason)) return null;
  const answers = wish === step.request ? step.answers : [];
  return { topics, answers: answers.filter(({ topic }) => topics.includes(topic)).map(({ text }) => text) };
}

/** Questions to ask before a request can be granted. */
const TOPICS_OF_WISHES: Readonly<Partial<Record<UserRequest['kind'], readonly AnswerTopic[]>>> = {
  CANCEL: ['REASON'],
  CHANGE_FLIGHTS: ['DATES', 'FLIGHTS', 'CABIN', 'PAYMENT'],
  CHANGE_CABIN: ['CABIN', 'PAYMENT'],
  CHANGE_BAGS: ['BAGS', 'PAYMENT'],
  CHANGE_PASSENGER: ['PASSENGERS'],
  BOOK: ['ROUTE', 'TRIP_TYPE', 'DATES', 'FLIGHTS', 'CABIN', 'PASSENGERS', 'BAGS', 'INSURANCE', 'PAYMENT'],
};

/** Refusals that depend on the details of a request; all others follow from the reservation and the kind of request. */
const REASONS_FROM_DETAILS: readonly DenialReason[] = [
  'NOT_REFUNDABLE',
  'CLAIM_NOT_CONFIRMED',
  'ROUTE_FIXED',
  'BAGS_ONLY_ADDED',
  'TOO_MANY_PASSENGERS',
  'TOO_MANY_METHODS',
];
