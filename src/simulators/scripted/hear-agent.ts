import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';

/** A scripted user's interpretation of an agent's message. */
export type HeardMessage = {
  /** Announces a transfer to a person. */
  readonly isTransfer: boolean;
  /** Refuses the request. */
  readonly isRefusal: boolean;
  /** Asks for confirmation. */
  readonly isConfirmation: boolean;
  /** Topics that it asks about, in the order of ANSWER_TOPICS. */
  readonly topics: readonly AnswerTopic[];
  /** Asks whether there is anything else. */
  readonly isClosing: boolean;
  /** Contains an amount in dollars. */
  readonly namesAmount: boolean;
};

/**
 * Understand an agent by keywords, sentence by sentence: only a sentence that asks for something can ask about a topic or for a
 * confirmation, so that a proposal may name cabin, flights and payment without asking for them.
 *
 * A refusal outweighs an alternative offered with it; a message that cannot go on without an answer ("I cannot look
 * that up without your user id") is a question, not a refusal.
 */
export function hearAgent(text: string): HeardMessage {
  const requests = sentencesOf(text).filter((sentence) => REQUEST.test(sentence));
  const isClosing = requests.some((sentence) => CLOSING.test(sentence));
  const confirming = requests.filter((sentence) => isConfirmationQuestion(sentence));
  const asking = requests.filter((sentence) => !CLOSING.test(sentence) && !isConfirmationQuestion(sentence));
  const topics = TOPIC_PATTERNS.filter(([, pattern]) =>
    asking.some((sentence) => pattern.test(maskBirthDates(sentence))),
  );
  const isRefusal = REFUSAL.test(text) && !(topics.length > 0 && NEEDS_ANSWER.test(text));
  return {
    isTransfer: TRANSFER.test(text),
    isRefusal,
    isConfirmation: confirming.length > 0,
    topics: topics.map(([topic]) => topic),
    isClosing,
    namesAmount: /\$\s?\d/.test(text) || /\b\d[\d,.]* (us )?dollars\b/i.test(text),
  };
}

/** Split after an end of a sentence and at line breaks; lines of a list stay with the question that precedes them. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/\n\s*(?:[-*•]|\d+[.)])\s*/g, '; ')
    .replace(/[:,]\s*\n+/g, ': ')
    .split(/(?<=[.?!])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

const REQUEST =
  /\?|\b(please|could you|can you|would you|may i|i(?:'ll| will)? (?:also )?need|i would need|provide|let me know|tell me|share|specify|without (?:your|that|it|this)|once you)\b/i;

const CLOSING = /\b(anything|something) else\b|\bother (questions|requests)\b|\bfurther (assistance|help|questions)\b/i;

const CONFIRMATION =
  /\b(go ahead|proceed|shall i|should i|do you (?:want|wish) me to|(?:do you want|would you like) (?:me )?to (?:continue|confirm|accept|do (?:this|that))|would you like me to|do you agree|do you confirm|yes or no|\(yes\/no\)|"?yes"? to (?:confirm|proceed|continue)|is (?:this|that|everything) (?:correct|ok|okay|right|fine)|are you (?:sure|ok|okay|happy)|confirm (?:that|this|these|the|if|whether|to|by|with|you))\b/i;

/** "Please confirm your user id" asks for the id. */
function isConfirmationQuestion(sentence: string): boolean {
  return CONFIRMATION.test(sentence) && !/\bconfirm (?:that )?your (?:user|full|name|date|identity)/i.test(sentence);
}

const TRANSFER =
  /\btransferr(?:ed|ing) (?:you )?to (?:a|an|our|the) (?:human|live|supervisor|specialist|colleague|agent|representative)|\bBEING TRANSFERRED\b|\bhave transferred you\b/i;

const REFUSAL =
  /\b(?:can ?not|can['’]t|unable to|not able to|not allowed|not permitted|not possible|not eligible|isn['’]t possible|does not allow|doesn['’]t allow|do not allow|don['’]t allow|prohibits?|forbids?|against (?:our|the|airline) (?:policy|rules)|must (?:decline|refuse|deny)|have to (?:decline|refuse|deny)|not refundable|non-refundable)\b/i;

const NEEDS_ANSWER = /\b(?:without|until|before|find|locate|look (?:it|that|this|you) up|verify|need)\b/i;

const TOPIC_PATTERNS: readonly (readonly [AnswerTopic, RegExp])[] = [
  [
    'USER_ID',
    /\buser ?(?:id|name)\b|\busername\b|\bcustomer id\b|\bprofile id\b|\baccount (?:id|number)\b|\bidentify you\b/i,
  ],
  ['NAME', /\b(?:your|full|first and last) name\b/i],
  ['DATE_OF_BIRTH', /\byour birthday\b/i],
  [
    'RESERVATION',
    /\b(?:reservation|booking|confirmation) (?:id|ids|number|numbers|code|reference)\b|\bwhich (?:reservation|booking|trip)s?\b/i,
  ],
  ['REASON', /\breasons?\b|\bwhy\b/i],
  [
    'ROUTE',
    /\bfrom where\b|\bwhere (?:are|would|do|will) you\b|\borigin\b|\bdestination\b|\broute\b|\bdeparture (?:city|airport)\b/i,
  ],
  ['TRIP_TYPE', /\bone[- ]way\b|\bround[- ]trip\b|\btrip type\b|\btype of trip\b/i],
  ['DATES', /\bdates?\b|\bwhen\b|\b(?:what|which) day\b/i],
  [
    'FLIGHTS',
    /\b(?:which|what|preferred|new) flights?\b|\bflight (?:numbers?|preferences?|options?|times?)\b|\bprefer\b.*\bflights?\b/i,
  ],
  ['CABIN', /\bcabin\b|\bclass\b/i],
  ['PASSENGERS', /\bpassengers?\b|\btravell?ers?\b|\bwho (?:is|are|will be) (?:travell?ing|flying)\b/i],
  ['BAGS', /\bbags?\b|\bbaggages?\b|\bluggage\b|\bsuitcases?\b/i],
  ['INSURANCE', /\binsurance\b/i],
  ['PAYMENT', /\bpayment\b|\bpay\b|\bcredit card\b|\bgift card\b|\bcertificate\b|\brefunded to\b|\bcharged? to\b/i],
];

/** Dates of birth are not travel dates; those of passengers belong to the passengers. */
function maskBirthDates(sentence: string): string {
  const isOfOthers = /\bpassengers?\b|\btravell?ers?\b/i.test(sentence);
  const masked = sentence.replace(
    /\bdates? of birth\b|\bbirth ?(?:dates?|days?)\b|\bdobs?\b/gi,
    isOfOthers ? 'details' : 'your birthday',
  );
  return isOfOthers ? masked.replace(/\b(?:full |first and last )?names?\b/gi, 'details') : masked;
}
