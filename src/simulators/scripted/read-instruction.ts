import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import { toFirstPerson } from './first-person';

/** What keywords can extract from an instruction. Texts are in the first person, as the user would say them. */
export type InstructionKnowledge = {
  /** e.g. `mia_li_3668`; null when the instruction names none. */
  readonly userId: string | null;
  /** First and last name; null when the instruction has neither a name nor a user id. */
  readonly name: string | null;
  /** Requests of the user, in the order of the instruction; the first is the opening. Never empty. */
  readonly wishes: readonly string[];
  /** What to say when refused, in order. */
  readonly objections: readonly string[];
  /** Whether the instruction tells the user not to give in at once. */
  readonly isInsistent: boolean;
  /** Sentences about each topic, in order. */
  readonly sentencesAbout: (topic: AnswerTopic) => readonly string[];
};

/**
 * Read the instruction of a simulated user, from either benchmark or our own, by keywords: identity, requests, replies
 * to a refusal, and the sentences about each topic.
 */
export function readInstruction(text: string): InstructionKnowledge {
  const body = text.replace(HEADING, '');
  const userId = USER_ID.exec(body)?.[0] ?? null;
  const sentences = sentencesOf(body).filter((sentence) => !STAGE_DIRECTION.test(sentence));
  const contents = sentences.map(withoutAsides).filter((sentence) => sentence !== '');
  const conditions = contents.filter((sentence) => ON_REFUSAL.test(sentence));
  const others = contents.filter((sentence) => !CONDITION.test(sentence));
  const answers = contents
    .map((sentence) => sentence.replace(IF_ASKED, ''))
    .filter((sentence) => !CONDITION.test(sentence));
  const wishes = others.filter((sentence) => WISH.test(sentence)).map(toFirstPerson);
  const fallback = others.map(toFirstPerson).slice(0, 1);
  return {
    userId,
    name: NAME.exec(body)?.[1] ?? (userId === null ? null : nameOfId(userId)),
    wishes: wishes.length > 0 ? wishes : fallback.length > 0 ? fallback : ['I need help with a reservation.'],
    objections: conditions.map((sentence) => toFirstPerson(consequenceOf(sentence))),
    isInsistent: /\binsist|\bpersist|\badamant\b|\bpush back\b/i.test(body),
    sentencesAbout: (topic) =>
      answers.filter((sentence) => TOPIC_OF_SENTENCE[topic].test(sentence)).map((sentence) => toFirstPerson(sentence)),
  };
}

const HEADING =
  /^\s*(?:Persona|Instructions|Reason for call|Known info|Unknown info|Task instructions):|^\s*Domain:.*$/gm;
const USER_ID = /\b[a-z]+_[a-z]+_\d+\b/;
const NAME = /\b(?:You are|Your name is) ([A-Z]\w+ [A-Z]\w+)/;
/** `You are Mia Li` and `your user id is mia_li_3668` in their variants. */
const IDENTITY =
  /\b(?:[Aa]nd )?(?:[Yy]ou are|[Yy]our name is) [A-Z]\w+ [A-Z]\w+\b|\(?(?:[Aa]nd )?(?:with|[Yy]our)? ?(?:[Uu]ser )?(?:id|ID)(?: is|:)?:? *'?[a-z]+_[a-z]+_\d+'?\)?/g;

/** Directions for the tone of a user, which are not said. */
const STAGE_DIRECTION =
  /\breactive to the agent\b|\bparaphrase\b|^you are (?:calm|polite|terse|very|extremely|impatient|upset|emotional|a bit)\b|\bthis is (?:incorrect|meant)\b|^answer only\b|^you give details\b|^keep your messages\b/i;

const CONDITION = /^(?:only )?(?:if|when|after|unless|otherwise)\b|\bif and only if\b|\bonly provide\b|\bonly if\b/i;
/** The text that follows is an ordinary answer. */
const IF_ASKED = /^if (?:and only if )?(?:the )?(?:service )?agent asks?[^,]*, /i;
const ON_REFUSAL =
  /\bif\b.*\b(?:not possible|cannot|can't|couldn't|not able|unable|denies|refuses?|doesn't work|does not agree|basic economy|says?|tells?)\b/i;
const WISH =
  /\b(?:want|would like|need|wish|cancel|change|book|complain|contacting|contact|figure out|remove|add|upgrade|downgrade|refund|compensation|pay|use|prefer|frustrated|looking for|purchased|booked)\b/i;

const TOPIC_OF_SENTENCE: Readonly<Record<AnswerTopic, RegExp>> = {
  USER_ID,
  NAME: /\bname\b/i,
  DATE_OF_BIRTH: /\bbirth|\bdob\b/i,
  RESERVATION:
    /\b[A-Z0-9]*\d[A-Z0-9]*\b(?<=\b[A-Z0-9]{6})|\breservations?\b|\bconfirmation\b|\b(?:flight|trip)s?\b.*\bfrom\b/i,
  REASON:
    /\bbecause\b|\breason\b|\bsick\b|\bill\b|\bunwell\b|\bhealth|\bweather\b|\bemergency\b|\bpassed away\b|\bmistake\b|\bdelayed?\b|\bcancel(?:led|ed)\b|\bplan|\bmeeting\b|\bbirthday\b|\bout of town\b/i,
  ROUTE: /\bfrom\b.*\bto\b|\bto\b [A-Z]|\b[A-Z]{3}\b/,
  TRIP_TYPE: /\bone[- ]way\b|\bround[- ]trip\b|\breturn\b/i,
  DATES:
    /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|\b2024-|\bday\b|\bdays\b|\bdates?\b|\btomorrow\b/i,
  FLIGHTS: /\bflights?\b|\bdirect\b|\bnonstop\b|\bstop|\bcheapest\b|\bearliest\b|\blatest\b|\bfastest\b|\bdepart/i,
  CABIN: /\beconomy\b|\bbusiness\b|\bcabin\b|\bclass\b/i,
  PASSENGERS:
    /\bpassengers?\b|\byourself\b|\bfriend\b|\bcompanion\b|\bdob\b|\bname from\b|\bremove\b|\badd\b.*\b[A-Z]\w+ [A-Z]\w+/i,
  BAGS: /\bbags?\b|\bbaggages?\b|\bluggage\b|\bsuitcases?\b/i,
  INSURANCE: /\binsurance\b/i,
  PAYMENT: /\bpay(?:ment)?s?\b|\bcards?\b|\bgc\b|\bcc\b|\bcertificates?\b|\brefund|\boriginal\b/i,
};

/** A sentence may continue on the next line; an empty line or sentence-ending punctuation ends it. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/(?<![.?!:\s])[ \t]*\n[ \t]*(?=[a-z])/g, ' ')
    .split(/(?<=[.?!])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** A sentence without the user's identity and without directions in brackets. */
function withoutAsides(sentence: string): string {
  const rest = sentence
    .replace(IDENTITY, '')
    .replace(/\(\s*(?:do not|only|don't)\b[^)]*\)|\(\s*\)/gi, '')
    .replace(/^[\s,.;:]*(?:and\b)?[\s,]*/i, '')
    .trim();
  return /\w{2}/.test(rest) ? `${rest.charAt(0).toUpperCase()}${rest.slice(1)}` : '';
}

/** The sentence without its leading condition. */
function consequenceOf(sentence: string): string {
  const comma = sentence.search(/,\s(?!or\b)/);
  return (comma < 0 ? sentence : sentence.slice(comma + 1).trim()).replace(
    /^(?:then )?(?:mention|say|insist|tell the agent) that /i,
    '',
  );
}

function nameOfId(userId: string): string {
  const [first = '', last = ''] = userId.split('_');
  return `${capitalized(first)} ${capitalized(last)}`;
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
