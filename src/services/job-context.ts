import type { AuditSettings, SchemeAuditReport } from '../domain/calibration/audit-scheme';
import type { CalibrationInput } from '../domain/calibration/calibration-input';
import type { CalibrationRoundReport } from '../domain/calibration/calibration-report';
import type { CalibrationSettings } from '../domain/calibration/calibration-settings';
import type { RewardScheme } from '../domain/calibration/reward-scheme';
import { CancelledError } from '../errors';
import type { JobName, JobPayload } from '../jobs/job-definitions';
import type { JobClaim } from '../persistence/stores/job-run-store';
import type { TenantDatabase } from '../persistence/tenant-database';
import type { TenantStores } from '../persistence/tenant-stores';

/** What a handler is given to work with. */
export type JobContext = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly claim: JobClaim;
  readonly compute: Compute;
  /** Aborts when the user cancels, when the claim is lost and when this worker stops: end soon, by throwing. */
  readonly signal: AbortSignal;
  /**
   * Says how far the job is; cheap, as often as you like, and written a few times a second.
   *
   * @param total units of this phase, or null while unknown
   */
  readonly reportProgress: (phase: string, done: number, total: number | null) => void;
};

/**
 * Writes what the job found. It runs in the unit of work that ends the job, while the claim is held: results and end
 * commit together or not at all, so it must only write.
 */
export type SaveResult = (stores: TenantStores) => Promise<void>;

/**
 * Does the work of one kind of job: load, compute, and hand back how to save. It can run more than once (a worker may
 * be lost), so it writes nothing itself except through `saveWhileHeld`.
 */
export type JobHandler<Name extends JobName> = (context: JobContext, payload: JobPayload<Name>) => Promise<SaveResult>;

/** A handler for every job: one that is missing does not compile. */
export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

/** Computations that run in a thread of their own: what each takes and gives, all of it structured-cloneable. */
export type ComputeTasks = {
  readonly calibrateRound: {
    readonly input: { readonly input: CalibrationInput; readonly settings: CalibrationSettings };
    readonly output: CalibrationRoundReport;
  };
  readonly auditScheme: {
    readonly input: {
      readonly input: CalibrationInput;
      readonly scheme: RewardScheme;
      readonly settings: AuditSettings;
    };
    readonly output: SchemeAuditReport;
  };
};

export type ComputeTaskName = keyof ComputeTasks;

/** How far a computation is: units done of the units of its phase. */
export type ComputeProgress = { readonly phase: string; readonly done: number; readonly total: number };

export type ComputeOptions = {
  /** Ends the thread at once; the promise is rejected with the signal's reason. */
  readonly signal: AbortSignal;
  /** Hears how far the computation is, with the phase's own name (see `calibrateRound`). */
  readonly onProgress: (progress: ComputeProgress) => void;
};

/** Heavy computing off the event loop. */
export type Compute = {
  run<Name extends ComputeTaskName>(
    name: Name,
    input: ComputeTasks[Name]['input'],
    options: ComputeOptions,
  ): Promise<ComputeTasks[Name]['output']>;
};

/**
 * Writes in the middle of a job, in a unit that no later holder of the job can overtake.
 *
 * @throws CancelledError when the claim is lost: nothing was written
 */
export async function saveWhileHeld<Result>(
  context: JobContext,
  work: (stores: TenantStores) => Promise<Result>,
): Promise<Result> {
  return context.database.inTenant(context.tenantId, async (stores) => {
    if (!(await stores.jobRuns.holds(context.claim))) {
      throw new CancelledError(`job run ${context.claim.jobRunId} is no longer held by this worker`);
    }
    return work(stores);
  });
}
