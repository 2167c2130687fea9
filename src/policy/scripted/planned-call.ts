import { canonicalizeArguments } from '../../domain/classification/canonical-arguments';
import type { GoldenAction } from '../../domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import type { CallAct } from '../acts/act';

/** A golden action as an act. */
export function toCallAct({ name, arguments: text }: GoldenAction): CallAct {
  return { kind: 'CALL', name, arguments: text };
}

/** Key of a call, independent of JSON formatting. */
export function canonicalCallKey({ name, arguments: text }: GoldenAction): string {
  return `${name} ${canonicalizeArguments(text)?.text ?? text}`;
}

/** Whether a tool changes the database. */
export function isWrite({ name }: Pick<GoldenAction, 'name'>): boolean {
  return AIRLINE_TOOL_KINDS.get(name) === 'WRITE';
}

/** Whether a call transfers the conversation. */
export function isTransfer({ name }: Pick<GoldenAction, 'name'>): boolean {
  return name === 'transfer_to_human_agents';
}

/** Top-level arguments of a call by name; empty when they do not parse. */
export function argumentsOf({ arguments: text }: Pick<GoldenAction, 'arguments'>): ReadonlyMap<string, unknown> {
  const parsed: unknown = canonicalizeArguments(text) === null ? {} : JSON.parse(text);
  return new Map(Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}));
}
