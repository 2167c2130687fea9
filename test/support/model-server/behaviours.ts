import type { Behaviour } from './model-server';

/** An answer's parts; what is left out is as usual. */
export type AnswerParts = {
  readonly content?: string | null;
  readonly calls?: readonly (readonly [name: string, argumentsText: unknown])[];
  readonly finishReason?: string;
  readonly usage?: unknown;
  readonly logprobs?: readonly number[];
};

/** A chat completion. */
export function answer(parts: AnswerParts): Behaviour {
  return json(200, completion(parts));
}

export function say(content: string): Behaviour {
  return answer({ content });
}

export function callTool(name: string, argumentsText: string): Behaviour {
  return answer({ calls: [[name, argumentsText]] });
}

export function completion({ content = null, calls = [], finishReason, usage, logprobs }: AnswerParts): unknown {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          ...(calls.length > 0 && {
            tool_calls: calls.map(([name, argumentsText], index) => ({
              id: `c${index}`,
              type: 'function',
              function: { name, arguments: argumentsText },
            })),
          }),
        },
        finish_reason: finishReason ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
        logprobs: logprobs === undefined ? null : { content: logprobs.map((logprob) => ({ token: 'x', logprob })) },
      },
    ],
    usage: usage === undefined ? { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } : usage,
  };
}

/** Any JSON with any status. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** A refusal in the protocol's form. */
export function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return json(status, { error: { message, type: 'refused', code: null } }, headers);
}

export function raw(text: string): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  };
}

export function redirectTo(url: string): Behaviour {
  return (response) => {
    response.writeHead(307, { location: url, 'content-type': 'text/plain' }).end('the body of a redirect');
  };
}

/** Bytes without end, as fast as they are taken. */
export const pourForever: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = `{"choices": [${'"more", '.repeat(8_000)}`;
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour);
  pour();
};

/** A byte now and then, without end. */
export const dripForever: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => {
    clearInterval(timer);
  });
};

/** Events of a stream that nobody asked for, without end. */
export const streamForever: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = `data: {"choices": [{"delta": {"content": "${'word '.repeat(1_000)}"}}]}\n\n`;
  const pour = (): void => {
    while (!response.destroyed && response.write(event));
  };
  response.on('drain', pour);
  pour();
};

export const cutConnection: Behaviour = (response) => {
  response.destroy();
};

/** Ends in the middle of the body that it announced. */
export const cutBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"choices": [', () => response.destroy());
};

export const neverAnswer: Behaviour = () => undefined;

export function slowly(delayMs: number, then: Behaviour): Behaviour {
  return (response, request) => {
    setTimeout(() => {
      then(response, request);
    }, delayMs);
  };
}
