/**
 * Whether a user agrees to a proposal. A reply that starts with a yes agrees unless it withdraws that or sets a
 * condition ("Yes, but ..."); any other reply must contain words of agreement and none of refusal.
 */
export function isAgreement(text: string): boolean {
  if (RESERVATION.test(text)) return false;
  return LEADING_YES.test(text) || (AGREEMENT.test(text) && !REFUSAL.test(text));
}

const LEADING_YES = /^\W*(?:yes|yeah|yep|sure|ok|okay|absolutely|of course)\b/i;

const AGREEMENT =
  /\b(?:yes|yeah|yep|sure|ok|okay|go ahead|proceed|please do|i (?:do )?(?:agree|confirm)|sounds good|that works|correct|confirmed)\b/i;

const RESERVATION =
  /\b(?:but|wait|instead|rather|changed my mind|take (?:it|that) back|before i agree|actually|hold on)\b/i;

const REFUSAL = /\b(?:no|not|don['’]t|stop|cannot|can['’]t)\b/i;
