import { CREATE_POLICY } from '../queries/operations.generated';
import { type DemoContext, repeatable } from './demo-context';

/** A policy and its display name. */
export type NamedPolicy = { readonly id: string; readonly name: string };

export type OnnxChoice = { readonly checkpointId: string; readonly temperature: number };

/** Registers a checkpoint as a policy that workers can play; reuses the one that an earlier run created. */
export async function registerOnnxPolicy(
  { client, run }: DemoContext,
  role: string,
  onnx: OnnxChoice,
): Promise<NamedPolicy> {
  const name = `${role} ${onnx.checkpointId.slice(0, 8)}`;
  const { createPolicy } = await client.query(CREATE_POLICY, { input: repeatable(run, { name, spec: { onnx } }) });
  return createPolicy;
}
