import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';
import { sha256 } from '../../../src/sha256';

/** What the server does with a request instead of serving it. */
export type Fault =
  { readonly kind: 'status'; readonly status: number } | { readonly kind: 'silence' } | { readonly kind: 'cut' };

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' } as const;
export const REGION = 'eu-central-1';
export const BUCKET = 'models';

/** A server on loopback that answers to PUT, GET, HEAD and DELETE of objects as S3 does, and checks every signature. */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** Method and path of each request that was served or failed on purpose. */
  readonly seen: string[] = [];
  /** Taken one by one, the first by the next request. */
  readonly faults: Fault[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.seen.push(`${method} ${url}`);
    const fault = this.faults.shift();
    if (fault?.kind === 'silence') return;
    const body = await buffer(request);
    if (fault?.kind === 'status') {
      refuse(response, fault.status, 'Fault');
      return;
    }
    if (!(await isSigned(request, body))) {
      refuse(response, 403, 'SignatureDoesNotMatch');
      return;
    }
    if (method === 'PUT' && request.headers['content-length'] === undefined) {
      refuse(response, 411, 'MissingContentLength');
      return;
    }
    const stored = this.objects.get(url);
    if (method === 'PUT') {
      this.objects.set(url, body);
      response.end();
    } else if (method === 'DELETE') {
      this.objects.delete(url);
      response.writeHead(204).end();
    } else if (stored === undefined) refuse(response, 404, 'NoSuchKey');
    else {
      response.setHeader('content-length', stored.byteLength);
      if (method === 'HEAD') response.end();
      else if (fault?.kind === 'cut') response.write(stored.subarray(0, 1), () => response.destroy());
      else response.end(stored);
    }
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}

/** Computes the signature anew from what arrived: method, path, host, time and the hash of the body. */
async function isSigned(request: IncomingMessage, body: Buffer): Promise<boolean> {
  const { authorization = '', host = '' } = request.headers;
  const contentHash = String(request.headers['x-amz-content-sha256']);
  if (contentHash !== sha256(body)) return false;
  const signed = await new AwsV4Signer({
    ...CREDENTIALS,
    method: request.method!,
    url: `http://${host}${request.url!}`,
    headers: { 'x-amz-content-sha256': contentHash },
    service: 's3',
    region: REGION,
    datetime: String(request.headers['x-amz-date']),
  }).sign();
  return authorization.startsWith('AWS4-HMAC-SHA256 ') && signed.headers.get('authorization') === authorization;
}
