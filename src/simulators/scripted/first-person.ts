/**
 * Converts an instruction (`You want to cancel your flight`) to the user's own words (`I want to cancel my flight`).
 */
export function toFirstPerson(sentence: string): string {
  const said = REPLACEMENTS.reduce((text, [pattern, words]) => text.replace(pattern, words), sentence);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

/**
 * In this order: forms with a verb first, then remaining `you`, which is an object after a preposition or a verb of
 * giving.
 */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/\byou are\b/gi, 'I am'],
  [/\byou're\b/gi, 'I am'],
  [/\byou were\b/gi, 'I was'],
  [/\byou've\b/gi, 'I have'],
  [/\byou'd\b/gi, 'I would'],
  [/\byourself\b/gi, 'myself'],
  [/\byours\b/gi, 'mine'],
  [/\byour\b/gi, 'my'],
  [/\b(to|for|with|from|at|by|of|upgrade|asks?|tells?|told|gives?|offers?|charges?|let|remove) you\b/gi, '$1 me'],
  [/\byou\b/gi, 'I'],
  [/\b(?:the|an) (?:service )?agent\b/gi, 'you'],
  [/^(?:tell you|mention) that\b ?/i, ''],
];
