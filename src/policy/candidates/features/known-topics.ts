import type { AnswerTopic } from '../../../environment/airline/generator/facts/answers';
import type { Focus } from '../focus';
import { latest, mentioned } from '../knowledge/request-window';

/** Whether the customer has said something about a topic for the current request. */
export function isTopicKnown(focus: Focus, topic: AnswerTopic): boolean {
  const { knowledge, trips, methods, people, wanted } = focus;
  const { window } = knowledge;
  switch (topic) {
    case 'USER_ID':
      return knowledge.userIds.length > 0;
    case 'NAME':
    case 'DATE_OF_BIRTH':
      return knowledge.profiles.size > 0;
    case 'RESERVATION':
      return (
        trips.some(({ trait }) => trait !== 'trip:other') ||
        mentioned(window, ({ reservationIds }) => reservationIds).length > 0 ||
        window.said.some(({ routes }) => routes.some(({ isTripName }) => isTripName))
      );
    case 'REASON':
      return latest(window, ({ reason }) => reason) !== null;
    case 'ROUTE':
      return mentioned(window, ({ routes }) => routes).length > 0;
    case 'TRIP_TYPE':
      return latest(window, ({ flightType }) => flightType) !== null;
    case 'DATES':
      return mentioned(window, ({ dates }) => dates).length > 0;
    case 'FLIGHTS':
      return wanted.some(({ preference, flightNumbers }) => preference !== null || flightNumbers.length > 0);
    case 'CABIN':
      return focus.cabins.length > 0;
    case 'PASSENGERS':
      return people.length > 0;
    case 'BAGS':
      return mentioned(window, ({ bagCounts }) => bagCounts).length > 0;
    case 'INSURANCE':
      return latest(window, ({ insurance }) => insurance) !== null;
    case 'PAYMENT':
      return methods.some(({ trait }) => trait.startsWith('payment:said'));
  }
}
