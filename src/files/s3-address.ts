import { InvalidInputError } from '../errors';

/** Location of our files in an S3-compatible store, with credentials. */
export type S3Address = {
  /** Base URL of the keys, without a trailing slash. */
  readonly base: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
};

export type S3Credentials = {
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string | null;
  readonly sessionToken: string | null;
};

const SETTING = 'TURNWISE_FILE_STORE';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[\w.-]+(\/[\w.-]+)*$/;
const REGION = /^[a-z0-9-]{1,40}$/;

/**
 * Parses `s3://bucket/prefix?endpoint=https://host&region=name`. With an endpoint the bucket is part of the path, as
 * S3-compatible servers expect; without one it is the bucket's host at AWS, and the region is required.
 *
 * @throws InvalidInputError naming the invalid part, and if a credential is missing
 */
export function readS3Address(setting: string, credentials: S3Credentials): S3Address {
  const url = URL.canParse(setting) ? new URL(setting) : null;
  if (url?.protocol !== 's3:') throw new InvalidInputError(`${SETTING}: must be s3://bucket/prefix`);
  const bucket = url.hostname;
  if (!BUCKET.test(bucket)) throw new InvalidInputError(`${SETTING}: "${bucket}" is not a bucket name`);
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (prefix !== '' && (!PREFIX.test(prefix) || prefix.split('/').some((part) => /^\.+$/.test(part)))) {
    throw new InvalidInputError(
      `${SETTING}: the prefix "${prefix}" must be words of a-z, A-Z, 0-9, _, . and -, separated by /`,
    );
  }
  const { endpoint, region } = readParameters(url);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  if (accessKeyId === null) throw new InvalidInputError(`AWS_ACCESS_KEY_ID: required by ${SETTING}, but not set`);
  if (secretAccessKey === null)
    throw new InvalidInputError(`AWS_SECRET_ACCESS_KEY: required by ${SETTING}, but not set`);
  const root = endpoint === null ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint}/${bucket}`;
  const base = prefix === '' ? root : `${root}/${prefix}`;
  return { base, region, accessKeyId, secretAccessKey, sessionToken };
}

function readParameters(url: URL): { readonly endpoint: string | null; readonly region: string } {
  for (const name of url.searchParams.keys()) {
    if (name !== 'endpoint' && name !== 'region') {
      throw new InvalidInputError(`${SETTING}: unknown parameter ${name}; use endpoint and region`);
    }
  }
  const endpoint = url.searchParams.get('endpoint');
  const region = url.searchParams.get('region') ?? (endpoint === null ? '' : 'us-east-1');
  if (!REGION.test(region)) throw new InvalidInputError(`${SETTING}: region is required, e.g. eu-central-1`);
  if (endpoint === null) return { endpoint, region };
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(endpoint) || !URL.canParse(endpoint)) {
    throw new InvalidInputError(`${SETTING}: endpoint "${endpoint}" must be a URL such as https://s3.example.org`);
  }
  return { endpoint: endpoint.replace(/\/$/, ''), region };
}
