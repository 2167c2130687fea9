import { ANSWER_TOPICS } from '../../../environment/airline/generator/facts/answers';
import { partySize, type Focus } from '../focus';
import { namedTrips } from '../calls/named-trips';
import { verbatimCallKey, searchKeyOf, type Knowledge } from '../knowledge/knowledge';
import { mentioned } from '../knowledge/request-window';
import { tripFacts } from './trip-facts';
import { isTopicKnown } from './known-topics';

/**
 * Tokens that describe the state of a conversation: each is a feature of the state, and combined with each kind of act
 * a feature of the decision.
 */
export type StateTokens = {
  readonly words: readonly string[];
  /** The kinds of requests, as one token. */
  readonly intents: string;
};

/** Tokens for the state of a conversation. */
export function stateTokens(focus: Focus): StateTokens {
  const { knowledge, trips } = focus;
  const intents = [...knowledge.window.intents].sort().join('+') || 'none';
  const facts = tripFacts(knowledge, trips[0]?.value.reservationId ?? null);
  const words = [
    'always',
    `intents:${intents}`,
    ...historyWords(knowledge),
    ...progressWords(focus),
    ...wishWords(focus, intents),
    ...facts.single.map((fact) => `main ${fact}`),
    ...facts.joint.map((fact) => `main ${intents} ${fact}`),
  ];
  return { words, intents };
}

function historyWords(knowledge: Knowledge): string[] {
  const { lastSpeaker, said, calls, texts, window, proposal, version } = knowledge;
  const lastCall = calls.at(-1);
  const lastSaid = said.at(-1);
  const lastAct = lastSaid?.act?.kind ?? (lastSaid === undefined ? 'none' : 'other');
  const lastText = texts.at(-1);
  const inWindow = said.filter(({ windowRank }) => windowRank === window.rank);
  const count = (kind: string): number => inWindow.filter(({ act }) => act?.kind === kind).length;
  const doneWrites = calls.filter(
    ({ windowRank, name, hasFailed }) => windowRank === window.rank && !hasFailed && isWrite(name),
  );
  const consent = proposal === null ? 'none' : (proposal.consent ?? 'open');
  return [
    `version:${version}`,
    `last:${lastSpeaker}:${lastSpeaker === 'TOOL' ? lastCall?.name : lastAct}`,
    `last-failed:${lastSpeaker === 'TOOL' && lastCall?.hasFailed === true}`,
    `last-act:${lastAct}`,
    `proposal:${proposal?.call.name}:${consent}`,
    `consent:${consent}:${lastSpeaker}`,
    `user-said:${lastText?.intents.length === 0 ? 'answer' : 'wish'}:${lastText?.consent}`,
    `refusals:${Math.min(3, count('REFUSE'))}`,
    `confirms:${Math.min(3, count('CONFIRM'))}`,
    `informs:${Math.min(2, count('INFORM'))}`,
    `asks:${Math.min(4, count('ASK'))}`,
    `done:${doneWrites.map(({ name }) => name).join('+')}`,
    `window:${Math.min(3, window.rank)}`,
    `step:${Math.min(6, Math.floor(Math.log2(knowledge.step + 1)))}`,
    `transferred:${calls.some(({ name }) => name === 'transfer_to_human_agents')}`,
  ];
}

function isWrite(name: string): boolean {
  return /^(?:book|cancel|update|send)_/.test(name);
}

function progressWords(focus: Focus): string[] {
  const { knowledge, customer, trips, unseenIds, wanted } = focus;
  const { window } = knowledge;
  const routes = mentioned(window, (mentions) => mentions.routes).filter(({ isTripName }) => isTripName);
  const ids = mentioned(window, ({ reservationIds }) => reservationIds);
  const found = namedTrips(focus).length;
  const isDescribed = routes.length > 0 ? 'described' : 'open';
  const naming = ids.length > 0 ? 'named' : isDescribed;
  const missing = ids.length + routes.length - found;
  const unsearched = wanted.filter(
    (way) =>
      !way.isTripName && !knowledge.searches.has(searchKeyOf(way, way.isOneStop || way.flightNumbers.length > 1)),
  );
  const unlisted =
    trips[0]?.value.segments.filter((segment) => !knowledge.searches.has(searchKeyOf(segment, false))) ?? [];
  const isFigured = knowledge.calls.some(({ name, windowRank }) => name === 'calculate' && windowRank === window.rank);
  const asks = window.said.some(({ asksAmount }) => asksAmount);
  const left = customer?.reservationIds.filter((id) => !knowledge.reservations.has(id)).length ?? 0;
  return [
    `customer:${knowledge.userIds.length > 0}:${customer !== null}`,
    `trip:${naming}:${trips[0]?.trait}`,
    `trips-missing:${naming}:${Math.max(0, Math.min(2, missing))}`,
    `left:${Math.min(1, left)}:${missing > 0}`,
    `unseen:${Math.min(2, unseenIds.length)}`,
    `unsearched:${Math.min(2, unsearched.length)}`,
    `unlisted:${Math.min(2, unlisted.length)}`,
    `figured:${isFigured}:asks:${asks}`,
    `wants-amount:${asks}`,
  ];
}

function wishWords(focus: Focus, intents: string): string[] {
  const { knowledge, customer, trips, wanted, cabins } = focus;
  const trip = trips[0]?.value;
  const known = ANSWER_TOPICS.filter((topic) => isTopicKnown(focus, topic));
  const way = wanted.find(({ isTripName }) => !isTripName);
  const isElsewhere =
    way !== undefined && trip !== undefined && ![trip.origin, trip.destination].includes(way.destination);
  const bags = mentioned(knowledge.window, ({ bagCounts }) => bagCounts)[0];
  const certificates = focus.methods.filter(({ trait }) => trait === 'payment:said:certificate').length;
  const kinds = [...new Set(focus.methods.flatMap(({ trait }) => (trait.startsWith('payment:said') ? [trait] : [])))];
  return [
    ...ANSWER_TOPICS.map((topic) => `${known.includes(topic) ? 'knows' : 'lacks'}:${topic}`),
    `known:${intents}:${known.join('+')}`,
    `elsewhere:${isElsewhere}`,
    `bags:${bags === undefined || trip === undefined ? 'open' : bags < trip.totalBags ? 'fewer' : 'more'}`,
    `cabin:${cabins[0] === undefined ? 'open' : cabins[0] === trip?.cabin ? 'own' : 'new'}`,
    `party:${partySize(focus) > 5 ? 'large' : 'fits'}`,
    `certificates:${Math.min(2, certificates)}`,
    `methods:${kinds.length}`,
    `member:${customer?.membership}`,
    `amounts:${mentioned(knowledge.window, ({ amounts }) => amounts).length > 0}`,
    `again:${knowledge.calls.length !== new Set(knowledge.calls.map(verbatimCallKey)).size}`,
  ];
}
