/** Execution providers that can run a model, named as in the ONNX runtime. */
export const COMPUTE_PROVIDERS = ['cpu', 'webgpu', 'cuda'] as const;
export type ComputeProvider = (typeof COMPUTE_PROVIDERS)[number];
