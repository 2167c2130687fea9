import { type Command, Option } from 'commander';
import { InvalidInputError } from '../errors';
import { ApiClient } from './api-client';

/** Options of every command that speaks to a running server. */
export type ConnectionOptions = { readonly url: string; readonly key?: string };

export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'address of the server').env('TURNWISE_URL').default('http://127.0.0.1:4400'))
    .addOption(new Option('--key <key>', 'API key').env('TURNWISE_API_KEY'));
}

/** @throws InvalidInputError without a key, and for a URL that is none of a server */
export function connect(options: ConnectionOptions): ApiClient {
  if (options.key === undefined || options.key === '') {
    throw new InvalidInputError(
      'no API key: pass --key or set TURNWISE_API_KEY (make one with `turnwise keys create`)',
    );
  }
  if (!/^https?:\/\/./.test(options.url) || !URL.canParse(options.url)) {
    throw new InvalidInputError(`--url: "${options.url}" must be an address such as http://127.0.0.1:4400`);
  }
  return new ApiClient({ url: options.url.replace(/\/+$/, ''), key: options.key });
}
