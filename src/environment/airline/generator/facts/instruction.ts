import type { Random } from '../../../../domain/random';
import type { UserProfile } from '../../policy/user-view';
import { pick } from '../draws';
import { requestSentences } from './request-sentences';
import type { Manner, RequestStep, UserFacts } from './user-facts';

/**
 * The instruction of a simulated user, in the second person: everything in the facts, and nothing that the customer
 * does not know. The same facts and random state give the same text.
 *
 * @param user the customer in the world; payment methods are described, not given by id
 */
export function writeInstruction(facts: UserFacts, user: UserProfile, random: Random): string {
  const sentences = [
    ...openingSentences(facts, random),
    ...facts.steps.flatMap((step, rank) => [
      ...stepSentences(step, { rank, user, random }),
      ...refusalSentences(step, facts.manner),
    ]),
    ...mannerSentences(facts.manner),
    pick(random, CLOSINGS),
  ];
  return sentences.join(' ');
}

const CLOSINGS = [
  'Answer only what you are asked, and confirm what fits your wishes.',
  'You give details when the agent asks for them and agree to what matches them.',
  'Keep your messages short; say yes when what the agent proposes is what you want.',
];

function openingSentences({ userId, firstName, lastName }: UserFacts, random: Random): string[] {
  return [
    pick(random, [
      `You are ${firstName} ${lastName}, and your user id is ${userId}.`,
      `Your name is ${firstName} ${lastName} (user id ${userId}).`,
      `You are a customer of the airline: ${firstName} ${lastName}, user id ${userId}.`,
    ]),
  ];
}

function stepSentences(
  step: RequestStep,
  { rank, user, random }: { readonly rank: number; readonly user: UserProfile; readonly random: Random },
): string[] {
  const link = rank === 0 ? '' : pick(random, ['After that: ', 'Once this is settled: ', 'Next: ']);
  const [first = '', ...rest] = requestSentences(step.firstWish ?? step.request, user, random);
  const wish = [`${link}${first}`, ...rest];
  if (step.firstWish !== null) {
    const final = requestSentences(step.request, user, random);
    return [
      ...wish,
      'When the agent asks you to confirm this, you change your mind, and only what follows counts.',
      ...final,
    ];
  }
  if (!step.isWithdrawn) return wish;
  return [...wish, 'When the agent asks you to confirm this, you take it back and want nothing to be changed.'];
}

/** A customer who is refused must not accept an alternative: the correct result is an unchanged database. */
function refusalSentences({ verdict }: RequestStep, manner: Manner): string[] {
  if (verdict.isAllowed || manner.kind === 'INSISTS') return [];
  return ['If this is refused, you drop it and take nothing in its place.'];
}

function mannerSentences(manner: Manner): string[] {
  switch (manner.kind) {
    case 'PLAIN':
    case 'CHANGES_MIND':
      return [];
    case 'INSISTS':
      return [
        `If you are refused, you do not give in at once; you say, one after the other: ${quoted(manner.pleas)}`,
        'After that you accept the answer, without settling for anything else.',
      ];
    case 'FLATTERS':
      return [`You are full of praise and hope that it helps; you say things like: ${quoted(manner.compliments)}`];
  }
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(' ');
}
