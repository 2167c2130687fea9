import { type Command, Option } from 'commander';
import { InvalidInputError } from '../errors';
import { ApiClient } from './api-client';

/** Options of every command that connects to a server. */
export type ConnectionOptions = { readonly url: string; readonly key?: string };

export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'URL of the server').env('TURNWISE_URL').default('http://127.0.0.1:4400'))
    .addOption(new Option('--key <key>', 'API key').env('TURNWISE_API_KEY'));
}

/** @throws InvalidInputError without a key, and for a URL that cannot be a server's */
export function connect(options: ConnectionOptions): ApiClient {
  if (options.key === undefined || options.key === '') {
    throw new InvalidInputError(
      'no API key: pass --key or set TURNWISE_API_KEY (create one with `turnwise keys create`)',
    );
  }
  if (!/^https?:\/\/./.test(options.url) || !URL.canParse(options.url)) {
    throw new InvalidInputError(`--url: "${options.url}" must be a URL such as http://127.0.0.1:4400`);
  }
  return new ApiClient({ url: options.url.replace(/\/+$/, ''), key: options.key });
}
