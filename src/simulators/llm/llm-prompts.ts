import type { AirlineVersion } from '../../environment/airline/world/world';
import type { LlmUserStrategy } from './llm-user-settings';

/** Texts that end a conversation, and when a user of this version sends them. */
const ENDINGS: Readonly<Record<AirlineVersion, readonly string[]>> = {
  v1: ['- When everything you came for is settled, send ###STOP### and nothing else.'],
  v2: [
    '- When everything you came for is settled, send ###STOP### and nothing else.',
    '- When you are handed over to somebody else, send ###TRANSFER### and nothing else.',
    '- When your situation does not tell you enough to go on, send ###OUT-OF-SCOPE### and nothing else.',
  ],
};

const FORMS: Readonly<Record<LlmUserStrategy, string>> = {
  LLM: 'Write only what you say to the agent.',
  VERIFY: 'Write only what you say to the agent.',
  REFLECTION: 'Write only what you say to the agent.',
  REACT: `First think, then speak, in exactly this form:
Thought:
what you consider; the agent does not see it
User Response:
what you say to the agent`,
};

/**
 * System prompt of the model that plays the user.
 *
 * @param instruction of the task: who the user is, and what they want
 * @see Specification of tau-bench airline, section 8; of tau2-bench airline, section 5. Our own wording
 */
export function userPrompt(instruction: string, version: AirlineVersion, strategy: LlmUserStrategy): string {
  return `You are a customer of an airline and talk to its service agent. This is your situation:

<situation>
${instruction}
</situation>

How to talk:
- One short message at a time, in your own words; do not repeat your situation literally.
- Tell only what the moment asks for; do not give everything away at once.
- What your situation does not say, you do not know: never make up ids, names, dates or numbers. Say that you do not remember.
- Keep to the character and the wishes of your situation, also when the agent proposes something else.
${ENDINGS[version].join('\n')}

${FORMS[strategy]}`;
}

/** One message of the conversation, for a judge. */
export type TranscriptLine = { readonly speaker: 'AGENT' | 'USER'; readonly text: string };

function transcript(lines: readonly TranscriptLine[]): string {
  return lines.map(({ speaker, text }) => `${speaker === 'AGENT' ? 'Agent' : 'Customer'}: ${text}`).join('\n');
}

/** Prompt that asks a judge whether this customer would send a message. */
export function judgePrompt(instruction: string, lines: readonly TranscriptLine[], message: string): string {
  return `You supervise somebody who plays a customer. Judge the next message of the customer.

<situation>
${instruction}
</situation>
<conversation>
${transcript(lines)}
</conversation>
<next-message>
${message}
</next-message>

The message is good when it follows the situation, invents nothing that the situation does not say, and fits the conversation;
a text like ###STOP### is good only when the situation calls for the end. Answer with one word: true when the message is good,
false when it is not.`;
}

/** Prompt that asks for a better message after the judge rejected one. */
export function reflectionPrompt(instruction: string, lines: readonly TranscriptLine[], message: string): string {
  return `Somebody plays a customer, and their next message was found wanting: it does not follow the situation, invents
something, or does not fit the conversation.

<situation>
${instruction}
</situation>
<conversation>
${transcript(lines)}
</conversation>
<wanting-message>
${message}
</wanting-message>

Say what is wrong with it, then write a better message of the customer, in exactly this form:
Reflection:
what is wrong
Response:
the better message`;
}
