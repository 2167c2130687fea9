/** Intents of a customer's words. */
export const INTENTS = [
  'CANCEL',
  'FLIGHTS',
  'CABIN',
  'BAGS',
  'PASSENGER',
  'PASSENGER_COUNT',
  'INSURANCE',
  'BOOK',
  'COMPENSATE',
  'ASK_FLIGHT',
  'ASK_PAID',
  'ASK_NUMBERS',
  'ASK_BALANCE',
  'ASK_CABIN_PRICE',
] as const;
export type Intent = (typeof INTENTS)[number];

const PATTERNS: readonly (readonly [Intent, RegExp])[] = [
  [
    'ASK_CABIN_PRICE',
    /would (?:it )?cost,? or give back|only want the figure|how much .{0,40}\b(?:upgrade|cabin|class)\b/,
  ],
  ['ASK_FLIGHT', /\bwhich (?:direct )?flight\b|flight is the cheapest|cheapest that has/],
  ['ASK_PAID', /\b(?:have|had|i) paid\b|\bpaid for\b|total cost of my/],
  ['ASK_NUMBERS', /\bthe flight numbers?\b/],
  [
    'ASK_BALANCE',
    /(?:dollars|much|balance|money).{0,30}\bon (?:my |your )?(?:gift|certificate)|balances? of (?:all )?my|total balance/,
  ],
  ['BOOK', /\bbook(?:ing)? (?:a|an|the|another|me|flights?|one|two)\b|\bfly from\b|new (?:booking|reservation)/],
  [
    'PASSENGER_COUNT',
    /\b(?:add|remove) (?:a |another |the |one )?(?:\w+ )?passenger|take (?:a )?passenger\b.*\boff\b|\bone passenger (?:more|less)/,
  ],
  [
    'PASSENGER',
    /\breplaced? (?:by|a passenger)\b|\binstead of .*born|\b(?:change|correct|update|modify) (?:the |a )?(?:passenger|name)|\bpassenger\b.*\b(?:to|name)\b/,
  ],
  ['CANCEL', /\bcancel\b|\bcancellation\b|\bcancel(?:l)?ing\b/],
  ['COMPENSATE', /\bcompensat|\bcomplain|\bupset\b|\bdemand a certificate|\bvoucher\b|certificate of \$/],
  [
    'FLIGHTS',
    /\bother flights?\b|\bchange .{0,40}\bflights?\b|different flights?\b|\breschedul|\bmove .{0,30}\bflight|instead of the flights|\bnonstop\b|\bone day later\b|\bearlier flight\b|\breturn (?:flight|trip)\b.*\bchange/,
  ],
  [
    'CABIN',
    /\bupgrade|\bdowngrade|\banother cabin\b|\bfly .{0,90}\bin (?:basic economy|economy|business)\b|\bchange .{0,40}\b(?:cabin|class|economy|business)\b/,
  ],
  ['BAGS', /\bbags?\b|\bbaggages?\b|\bsuitcases?\b|\bluggage\b/],
  ['INSURANCE', /\b(?:buy|add|purchase|get|have) (?:\w+ )?insurance\b/],
];

/** Details of a booking; a clause about them is not a separate request. */
const PARTS_OF_BOOKING: ReadonlySet<Intent> = new Set(['BAGS', 'INSURANCE', 'PASSENGER', 'CABIN']);

/** Words about these belong to the booking under discussion. */
export function withoutBookingParts(intents: readonly Intent[]): Intent[] {
  return intents.filter((intent) => !PARTS_OF_BOOKING.has(intent));
}

/** Intents of a text; empty for an answer, a plea or thanks. @param lower the text in lower case */
export function readIntents(lower: string): Intent[] {
  const found = PATTERNS.flatMap(([intent, pattern]) => (pattern.test(lower) ? [intent] : []));
  return found.includes('BOOK') ? withoutBookingParts(found) : found;
}

/** A text that agrees, disagrees, or neither. */
export type Consent = 'YES' | 'NO' | 'NONE';

const NO =
  /^\W*no\b|\bdo not\b|\bdon't\b|\bnever ?mind\b|\btake (?:it|that) back\b|\bchanged my mind\b|\bnothing (?:to be|should be) changed\b|\bleave (?:it|everything)\b/;
const YES =
  /\byes\b|\bgo ahead\b|\bplease do\b|\bproceed\b|\bconfirm\b|\bsounds good\b|\bthat is right\b|\bagreed?\b|\bsure\b/;

/** Whether the customer agrees to the proposal. @param lower the text in lower case */
export function readConsent(lower: string): Consent {
  if (NO.test(lower)) return 'NO';
  return YES.test(lower) ? 'YES' : 'NONE';
}
