import { createHash } from 'node:crypto';
import { canonicalJson } from '../../services/canonical-json';
import type { ApiClient } from '../api-client';
import type { DemoPlan } from './demo-plan';

/** What every stage of the demo works with. */
export type DemoContext = {
  /** The public API with the key of the demo: the stages do nothing that another client could not do. */
  readonly client: ApiClient;
  readonly plan: DemoPlan;
  /** Sets runs of the demo apart: what an earlier run with the same word did is found again instead of done again. */
  readonly run: string;
  readonly print: (text: string) => void;
};

/** The input of a mutation with a key that repeats in the next run, so that it goes on with what this one began. */
export function repeatable<Input extends Readonly<Record<string, unknown>>>(
  run: string,
  input: Input,
): Input & { readonly idempotencyKey: string } {
  const hash = createHash('sha256').update(canonicalJson(input)).digest('hex');
  return { ...input, idempotencyKey: `demo ${run} ${hash.slice(0, 32)}` };
}

/** The name of an experiment: runs that are anew have experiments of their own. */
export function experimentOf({ run }: DemoContext, name: string): string {
  return run === '' ? name : `${name}, ${run}`;
}
