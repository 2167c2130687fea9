import { z } from 'zod';
import { StoredFormat } from '../stored-format';
import { COMPUTE_PROVIDERS, type ComputeProvider } from '../domain/compute-provider';
import { whole } from '../domain/settings/setting';
import { settingSchema } from '../settings/settings-schema';

/** Capabilities of a worker's machine. */
export type WorkerCapabilities = {
  /** Always includes `cpu`. */
  readonly providers: readonly ComputeProvider[];
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly onnxruntimeVersion: string;
  readonly codeVersion: string;
};

const capabilitiesSchema: z.ZodType<WorkerCapabilities> = z.object({
  // A newer worker may offer providers that this version does not know.
  providers: z.array(z.string()).transform((words) => COMPUTE_PROVIDERS.filter((provider) => words.includes(provider))),
  cpuCount: z.number(),
  memoryBytes: z.number(),
  onnxruntimeVersion: z.string(),
  codeVersion: z.string(),
});

/** Memory that a job requires of a worker. */
export const MEMORY_BYTES = whole('Memory of the machine', {
  min: 1,
  max: Number.MAX_SAFE_INTEGER,
  unit: 'bytes',
  absentMeans: 'any',
});

const needsSchema = z.strictObject({
  provider: z.enum(COMPUTE_PROVIDERS).optional(),
  memoryBytes: settingSchema(MEMORY_BYTES).optional(),
});

const requirementsSchema = z.strictObject({
  /** Required: no worker without it takes the job. */
  needs: needsSchema.optional(),
  /** Preferred: a worker without it takes the job only if no live worker has it, or after `PREFERENCE_PATIENCE_MS`. */
  prefers: needsSchema.optional(),
});

type Needs = z.infer<typeof needsSchema>;

/** Requirements of a job on the worker that runs it. Empty: any worker will do. */
export type JobRequirements = z.infer<typeof requirementsSchema>;

/** How long a job waits for a live worker with its preferred capabilities, ms. */
export const PREFERENCE_PATIENCE_MS = 30_000;

/** Stored form of a worker's capabilities; workers of other releases read it too. */
export const capabilitiesFormat = new StoredFormat<WorkerCapabilities>({
  place: 'worker.capabilities_json',
  schema: capabilitiesSchema,
  isFirstVersionImplied: true,
});

/** Stored form of a job's requirements; workers of other releases read it too. */
export const requirementsFormat = new StoredFormat<JobRequirements>({
  place: 'job_run.requirements_json',
  schema: requirementsSchema,
  isFirstVersionImplied: true,
});

/** @throws StoredTextError for requirements that this version does not understand */
export function readRequirements(job: {
  readonly id: string;
  readonly requirementsJson: string | null;
}): JobRequirements {
  return job.requirementsJson === null ? {} : requirementsFormat.readRow(job, job.requirementsJson);
}

/** @throws ZodError for requirements that this version does not understand */
export function checkRequirements(requirements: unknown): JobRequirements {
  return requirementsSchema.parse(requirements);
}

/** Whether a worker has every required capability; empty requirements are always met. */
export function meets(capabilities: WorkerCapabilities, needs: Needs | undefined): boolean {
  const { provider, memoryBytes } = needs ?? {};
  if (provider !== undefined && !capabilities.providers.includes(provider)) return false;
  return memoryBytes === undefined || capabilities.memoryBytes >= memoryBytes;
}

/**
 * Why a waiting job cannot be run by any live worker, or null if one can take it.
 *
 * @param live all live workers
 */
export function describeWaiting({ needs }: JobRequirements, live: readonly WorkerCapabilities[]): string | null {
  if (live.length === 0) return 'no worker is alive';
  if (live.some((worker) => meets(worker, needs))) return null;
  const { provider, memoryBytes } = needs ?? {};
  const parts = [
    ...(provider === undefined ? [] : [provider]),
    ...(memoryBytes === undefined ? [] : [`${memoryBytes} bytes of memory`]),
  ];
  return `no live worker offers ${parts.join(' and ')}`;
}

/**
 * Whether a worker should leave a job to others.
 *
 * @param own capabilities of this worker
 * @param live all live workers
 * @param waitedMs time since the job was accepted
 */
export function shouldLeave(
  { needs, prefers }: JobRequirements,
  own: WorkerCapabilities,
  { live, waitedMs }: { readonly live: readonly WorkerCapabilities[]; readonly waitedMs: number },
): boolean {
  if (!meets(own, needs)) return true;
  if (meets(own, prefers) || waitedMs > PREFERENCE_PATIENCE_MS) return false;
  return live.some((worker) => meets(worker, needs) && meets(worker, prefers));
}
