import { hashJson } from '../../canonical-json';
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
  return { ...input, idempotencyKey: `demo ${run} ${hashJson(input).slice(0, 32)}` };
}

/** A short name of what was ordered: an experiment that is calibrated holds the rollouts of one order and no others. */
export function orderName(order: Readonly<Record<string, unknown>>): string {
  return `order ${hashJson(order).slice(0, 8)}`;
}

/** The name of an experiment: runs that are anew have experiments of their own. */
export function experimentOf({ run }: DemoContext, name: string): string {
  return run === '' ? name : `${name}, ${run}`;
}
