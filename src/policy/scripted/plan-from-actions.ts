import type { GoldenAction, RecordedTask } from '../../domain/trajectory';
import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { GoldenPlan, PlannedEnd, PlannedPart, PlannedQuestion } from './golden-plan';
import { argumentsOf, canonicalCallKey, isTransfer, isWrite, toCallAct } from './planned-call';

/**
 * Plans a task from its golden actions alone: one step with a part per write, in order. With nothing to write and
 * nothing to tell, the plan ends with a refusal.
 */
export function planFromActions(task: RecordedTask & { readonly userId?: string | null }): GoldenPlan {
  const actions = task.goldenActions.filter((action) => !isTransfer(action));
  const transfer = task.goldenActions.find(isTransfer);
  const parts: PlannedPart[] = [];
  let lookUps: GoldenAction[] = [];
  for (const [rank, action] of actions.entries()) {
    if (!isWrite(action)) {
      lookUps.push(action);
      continue;
    }
    const repetition = actions
      .slice(0, rank)
      .filter((earlier) => canonicalCallKey(earlier) === canonicalCallKey(action)).length;
    parts.push({
      lookUpsBefore: lookUps.map(toCallAct),
      questions: questionsOf(action),
      lookUpsAfter: [],
      write: { call: toCallAct(action), repetition, namesAmount: false, isProposalOnly: false },
    });
    lookUps = [];
  }
  const last = { lookUpsBefore: lookUps.map(toCallAct), questions: [], lookUpsAfter: [], write: null };
  const isChanging = parts.length > 0;
  const end = endOf(task, isChanging, transfer);
  return { userId: userIdOf(task), isFilledIn: true, steps: [{ parts: [...parts, last], end }] };
}

function endOf({ expectedOutputs }: RecordedTask, isChanging: boolean, transfer: GoldenAction | undefined): PlannedEnd {
  if (transfer !== undefined) return { kind: 'REFUSE', reason: 'TRAVEL_BEGUN', transfer: toCallAct(transfer) };
  if (expectedOutputs.length > 0) return { kind: 'INFORM', values: expectedOutputs };
  return isChanging ? { kind: 'CLOSE' } : { kind: 'REFUSE', reason: null, transfer: null };
}

function userIdOf(task: RecordedTask & { readonly userId?: string | null }): string | null {
  if (typeof task.userId === 'string') return task.userId;
  const named = task.goldenActions.map((action) => argumentsOf(action).get('user_id'));
  return named.find((id) => typeof id === 'string') ?? null;
}

function questionsOf(write: GoldenAction): PlannedQuestion[] {
  const reservationId = argumentsOf(write).get('reservation_id');
  const topics = TOPICS_OF_WRITES[write.name];
  return [
    ...(typeof reservationId === 'string' ? [{ topics: ['RESERVATION' as const], answers: [reservationId] }] : []),
    ...(topics === undefined ? [] : [{ topics, answers: [] }]),
  ];
}

const TOPICS_OF_WRITES: Readonly<Record<string, readonly AnswerTopic[]>> = {
  cancel_reservation: ['REASON'],
  send_certificate: ['REASON'],
  update_reservation_flights: ['DATES', 'FLIGHTS', 'CABIN', 'PAYMENT'],
  update_reservation_baggages: ['BAGS', 'PAYMENT'],
  update_reservation_passengers: ['PASSENGERS'],
  book_reservation: ['ROUTE', 'TRIP_TYPE', 'DATES', 'FLIGHTS', 'CABIN', 'PASSENGERS', 'BAGS', 'INSURANCE', 'PAYMENT'],
};
