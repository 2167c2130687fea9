const MAX_EXCERPT = 200;

/** Matches what looks like a key or token: a word in the form of a key, or whatever follows `Bearer`. */
const TOKEN_SHAPES = [/\bBearer\s+\S+/gi, /\b(sk|pk|key|tok|api)[-_][\w*.-]{6,}/gi, /\b[A-Za-z0-9+/_-]{32,}={0,2}/g];

/**
 * Sanitizes an endpoint's reason for display: one line of at most 200 characters, without the key or anything that
 * looks like one (some servers repeat part of a rejected key).
 *
 * @param secrets texts that must not be shown, the key among them
 */
export function safeExcerpt(reason: string, secrets: readonly string[]): string {
  let text = reason;
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[hidden]');
  for (const shape of TOKEN_SHAPES) text = text.replace(shape, '[hidden]');
  // Control and formatting characters could forge lines of a log or of a terminal.
  text = text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : text;
}
