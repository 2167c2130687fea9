/** Extracts the user's message from a model's answer; null when the answer does not parse. */
export type ReadUserText = (answer: string) => string | null;

/** The whole answer. */
export function readPlainText(answer: string): string | null {
  const text = answer.trim();
  return text === '' ? null : text;
}

const STOP_ALONE = /^###(STOP|TRANSFER|OUT-OF-SCOPE)###$/;

/**
 * The text after the first `User Response:`, up to the next label (some models play several turns at once), or an
 * answer that consists of a stop text.
 *
 * The reference reads the text after `Thought:` when there is one, so that the agent hears the thought and the label,
 * fails on two thoughts, and treats a stop text inside a thought ("not yet ###STOP###") as the end. Here only the
 * response counts; an answer without the label does not parse, even if it contains a thought.
 */
export function readReactText(answer: string): string | null {
  if (STOP_ALONE.test(answer.trim())) return answer.trim();
  return textBetween(answer, /\bUser Response\s*:[\s*]*/i, /^[\s*#>]*(Thought|User Response)\s*:/im);
}

/** The text after the first `Response:` of a reflection. */
export function readRevisedText(answer: string): string | null {
  return textBetween(answer, /\bResponse\s*:[\s*]*/i, /^[\s*#>]*Reflection\s*:/im);
}

/**
 * Parses a judge's verdict.
 *
 * The reference looks for `true` anywhere, even in "untrue" and in "true or false? false". Here whole words count; when
 * both occur, the last one.
 *
 * @returns null when the answer contains neither word
 */
export function readVerdict(answer: string): boolean | null {
  const last = [...answer.toLowerCase().matchAll(/\b(true|false)\b/g)].at(-1);
  return last === undefined ? null : last[1] === 'true';
}

function textBetween(answer: string, label: RegExp, nextLabel: RegExp): string | null {
  const found = label.exec(answer);
  if (found === null) return null;
  const rest = answer.slice(found.index + found[0].length);
  return readPlainText(rest.slice(0, nextLabel.exec(rest)?.index));
}
