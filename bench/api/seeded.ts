/** Contents of the benchmark's database. */
export type Seeded = {
  readonly tenantId: string;
  readonly keyId: string;
  /** Contains the 20,000 rollouts and the calibration. */
  readonly experimentId: string;
  /** Receives the rollouts that the benchmark sends. */
  readonly targetExperimentId: string;
  readonly rolloutId: string;
  readonly calibrationId: string;
  readonly taskExternalId: string;
};
