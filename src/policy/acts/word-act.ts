import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { DenialReason } from '../../environment/airline/policy/verdict';
import type { MessageAct } from './act';
import { wordCall } from './word-call';

/**
 * Renders a message act as text for the user: the same act always in the same words. Questions, requests for
 * confirmation, refusals and closings differ in their words, which are all that a user sees.
 *
 * Amounts are in dollars without sign or thousands separator (`$1234`), so that expected outputs of a task are found in
 * the text.
 */
export function wordAct(act: MessageAct): string {
  switch (act.kind) {
    case 'ASK':
      return `Could you please tell me ${enumerate(act.topics.map((topic) => TOPIC_WORDS[topic]))}?`;
    case 'CONFIRM':
      return `This is what I can do for you: ${wordCall(act.call)}. ${amountSentence(act.amount)}${CONFIRM_QUESTION}`;
    case 'INFORM':
      return act.values.length === 0
        ? 'I looked it up, and there is nothing to report.'
        : `Here is what I found: ${act.values.map(valueWords).join(', ')}.`;
    case 'REFUSE':
      return act.reason === 'TRAVEL_BEGUN' ? `${HAND_OVER} ${TRANSFER_NOTICE}` : refusal(act.reason);
    case 'ANYTHING_ELSE':
      return `That is settled. ${CLOSING_QUESTION}`;
  }
}

/** Message of an agent of the second version after a transfer. @see Specification of tau2-bench airline, section 5 */
export const TRANSFER_NOTICE = 'YOU ARE BEING TRANSFERRED TO A HUMAN AGENT. PLEASE HOLD ON.';

const HAND_OVER = 'This is a matter for a colleague.';
const CONFIRM_QUESTION = 'Do you want me to go ahead? Please answer yes or no.';
const CLOSING_QUESTION = 'Is there anything else that I can do for you?';

const TOPIC_WORDS: Readonly<Record<AnswerTopic, string>> = {
  USER_ID: 'your user id',
  NAME: 'your full name',
  DATE_OF_BIRTH: 'your date of birth',
  RESERVATION: 'which reservation this is about',
  REASON: 'the reason',
  ROUTE: 'the route, from where to where',
  TRIP_TYPE: 'whether it is one way or a round trip',
  DATES: 'the travel dates',
  FLIGHTS: 'which flights you want',
  CABIN: 'the cabin',
  PASSENGERS: 'who the passengers are',
  BAGS: 'how many checked bags you want',
  INSURANCE: 'whether you want travel insurance',
  PAYMENT: 'the payment method',
};

const REASON_WORDS: Readonly<Record<Exclude<DenialReason, 'TRAVEL_BEGUN'>, string>> = {
  NOT_OWNER: 'the reservation does not belong to your user id',
  NOT_REFUNDABLE: 'none of the grounds for a cancellation holds',
  CLAIM_NOT_CONFIRMED: 'our records do not show what you say of the flight',
  BASIC_ECONOMY_FIXED: 'flights in basic economy stay as they are',
  ROUTE_FIXED: 'origin, destination and trip type of a reservation stay as they are',
  BAGS_ONLY_ADDED: 'checked bags can be added but never taken off',
  PASSENGER_COUNT_FIXED: 'the number of passengers of a reservation stays as it is',
  INSURANCE_ONLY_AT_BOOKING: 'travel insurance is sold with the booking alone',
  TOO_MANY_PASSENGERS: 'a reservation has at most five passengers',
  TOO_MANY_METHODS: 'a booking takes no more than one certificate, three gift cards and one credit card',
  NOT_ELIGIBLE: 'neither your membership nor the reservation entitles you to a compensation',
  DELAY_WITHOUT_CHANGE: 'a delay is compensated only after the reservation was changed or cancelled',
};

function refusal(reason: Exclude<DenialReason, 'TRAVEL_BEGUN'> | null): string {
  const because = reason === null ? '' : `: ${REASON_WORDS[reason]}`;
  return `I am sorry, but our policy does not allow this${because}. ${CLOSING_QUESTION}`;
}

function amountSentence(amount: number | null): string {
  if (amount === null) return '';
  if (amount === 0) return 'Nothing is charged or refunded: $0 in all. ';
  return `In all, $${Math.abs(amount)} would be ${amount > 0 ? 'charged' : 'refunded'}. `;
}

function valueWords(value: string): string {
  return /^\d+(\.\d+)?$/.test(value) ? `$${value}` : value;
}

function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}
