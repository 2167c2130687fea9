/** What the benchmark put into its database, for whoever asks or answers. */
export type Seeded = {
  readonly tenantId: string;
  readonly keyId: string;
  /** Holds the 20,000 rollouts and the calibration. */
  readonly experimentId: string;
  /** Takes the rollouts that the benchmark sends. */
  readonly targetExperimentId: string;
  readonly rolloutId: string;
  readonly calibrationId: string;
  readonly taskExternalId: string;
};
