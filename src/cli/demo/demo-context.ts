import { hashJson } from '../../canonical-json';
import type { ApiClient } from '../api-client';
import type { DemoPlan } from './demo-plan';

/** Shared by all stages of the demo. */
export type DemoContext = {
  /** The public API with the demo's key; the stages do nothing that another client could not do. */
  readonly client: ApiClient;
  readonly plan: DemoPlan;
  /** Separates runs of the demo: results of an earlier run with the same value are reused instead of recomputed. */
  readonly run: string;
  readonly print: (text: string) => void;
};

/** Adds an idempotency key that is the same in the next run, so that the next run resumes this one's work. */
export function repeatable<Input extends Readonly<Record<string, unknown>>>(
  run: string,
  input: Input,
): Input & { readonly idempotencyKey: string } {
  return { ...input, idempotencyKey: `demo ${run} ${hashJson(input).slice(0, 32)}` };
}

/** A short name for an order. Each calibrated experiment holds the rollouts of exactly one order. */
export function orderName(order: Readonly<Record<string, unknown>>): string {
  return `order ${hashJson(order).slice(0, 8)}`;
}

/** Name of an experiment; runs with --anew have their own experiments. */
export function experimentOf({ run }: DemoContext, name: string): string {
  return run === '' ? name : `${name}, ${run}`;
}
