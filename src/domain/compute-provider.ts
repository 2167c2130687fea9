/** What can run a model. The words are those of the runtime. */
export const COMPUTE_PROVIDERS = ['cpu', 'webgpu', 'cuda'] as const;
export type ComputeProvider = (typeof COMPUTE_PROVIDERS)[number];
