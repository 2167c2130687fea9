import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type FileContent } from './file-content';
import type { S3Address } from './s3-address';
import { sha256 } from '../sha256';

export type S3Request = {
  readonly method: 'PUT' | 'GET' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly content?: FileContent;
};

const EMPTY_HASH = sha256(new Uint8Array(0));

/**
 * Sends one signed request (AWS Signature Version 4). The body is streamed; its hash is part of the signature. `fetch`
 * is not used because it cannot send a stream with a content length, which S3 requires.
 *
 * @param silenceMs max silence of the connection, in either direction
 * @returns the response with its body unread
 * @throws Error if the connection fails or stays silent
 */
export async function sendS3Request(
  address: S3Address,
  { method, key, content }: S3Request,
  silenceMs: number,
): Promise<IncomingMessage> {
  const { accessKeyId, secretAccessKey, sessionToken, region } = address;
  const signed = await new AwsV4Signer({
    method,
    url: `${address.base}/${key}`,
    headers: { 'x-amz-content-sha256': content?.hash ?? EMPTY_HASH },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== null && { sessionToken }),
    region,
    service: 's3',
  }).sign();
  const headers = {
    ...Object.fromEntries(signed.headers),
    ...(content !== undefined && { 'content-length': String(content.size) }),
  };
  const send = signed.url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(signed.url, { method, headers });
  request.setTimeout(silenceMs, () => {
    request.destroy(new Error(`no response within ${silenceMs} ms`));
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', resolve);
  });
  // A server may respond and close the connection before reading everything: its response counts, not the broken pipe.
  const sent = pipeline(Readable.from(content?.read() ?? []), request).then(
    () => null,
    (error: unknown) => error,
  );
  try {
    return await answered;
  } catch (error) {
    throw (await sent) ?? error;
  }
}
