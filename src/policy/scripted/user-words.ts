/** Whether a user agrees to what was proposed: a yes without a no, a condition or a question beside it. */
export function isAgreement(text: string): boolean {
  return AGREEMENT.test(text) && !DISAGREEMENT.test(text);
}

const AGREEMENT =
  /\b(?:yes|yeah|yep|sure|ok|okay|go ahead|proceed|please do|i (?:do )?(?:agree|confirm)|sounds good|that works|correct|confirmed)\b/i;

const DISAGREEMENT =
  /\b(?:no|not|don['’]t|wait|stop|instead|rather|changed my mind|take it back|before i agree|actually|hold on)\b/i;
