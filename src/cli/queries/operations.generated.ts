// Written by launcher/generate-operations.mjs from *.graphql and schema.graphql. Do not edit: npm run schema
import type { Operation } from './operation';

type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };

type JobState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

type RolloutFilter = {
  readonly and?: ReadonlyArray<RolloutFilter> | null | undefined;
  readonly or?: ReadonlyArray<RolloutFilter> | null | undefined;
  readonly not?: RolloutFilter | null | undefined;
  readonly taskExternalId?: string | null | undefined;
  readonly policyName?: string | null | undefined;
  readonly trial?: number | null | undefined;
  readonly outcomeClass?: OutcomeClass | null | undefined;
  readonly reward?: FloatRange | null | undefined;
  readonly turnCount?: IntRange | null | undefined;
  readonly tierPresent?: Tier | null | undefined;
  readonly tierAbsent?: Tier | null | undefined;
  readonly toolCalled?: string | null | undefined;
  readonly textContains?: string | null | undefined;
};

type OutcomeClass = 'SCORED' | 'UNSCORED' | 'INFRASTRUCTURE_FAILURE' | 'SIMULATOR_FAILURE' | 'TIMEOUT';

type FloatRange = {
  readonly min?: number | null | undefined;
  readonly max?: number | null | undefined;
};

type IntRange = {
  readonly min?: number | null | undefined;
  readonly max?: number | null | undefined;
};

type Tier = 'GOLD_EXACT' | 'SOFT_MATCH' | 'READ_ONLY' | 'STATE_CHANGE' | 'MESSAGE' | 'ERROR' | 'DUPLICATE';

type RewardSchemeOrigin = 'PAPER' | 'MANUAL' | 'CALIBRATION' | 'GATING';

type ProposalStatistic = 'WITHIN_TASK' | 'RAW';

type StandardDeviationKind = 'SAMPLE' | 'POPULATION';

type AdvantageEstimator = 'GRPO' | 'DR_GRPO' | 'RLOO' | 'MT_GRPO' | 'GTPO' | 'HYBRID' | 'GDPO' | 'MT_GRPO_PADDED';

type ProposalMethod = 'PROPORTIONAL' | 'ANCHORED';

type CheckpointOrigin = 'TRAINED' | 'IMITATION' | 'UPLOADED';

type PolicyScript = 'GOLDEN' | 'RANDOM' | 'LOOK_UP_ONLY';

type LlmUserStrategy = 'LLM' | 'REACT' | 'VERIFY' | 'REFLECTION';

type TrialConvention = 'TASK_TRIALS' | 'GLOBAL_TRIALS';

type Fault = 'AGENT' | 'SIMULATOR' | 'ENVIRONMENT' | 'TASK';

type ComparisonDesign = 'WITH_FIRST' | 'ALL_PAIRS';

type PermutationMethod = 'EXACT' | 'MONTE_CARLO';

type EvaluationState = 'COLLECTING' | 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

type TrainingEstimator =
  | 'GRPO'
  | 'DR_GRPO'
  | 'RLOO'
  | 'MT_GRPO'
  | 'GTPO'
  | 'HYBRID'
  | 'GDPO'
  | 'MT_GRPO_PADDED'
  | 'REINFORCE_PLUS_PLUS'
  | 'MAX_RL'
  | 'GIGPO'
  | 'OTB'
  | 'TURN_PPO';

type TrainingState = 'QUEUED' | 'RUNNING' | 'PAUSED' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'LOST';

type PolicyArchitectureKind = 'MLP' | 'TRANSFORMER';

type CalibrationVerdict = 'ACCEPTED' | 'REJECTED' | 'FIXED_POINT' | 'EXHAUSTED';

type ProposalAction = 'SCALE' | 'ZERO' | 'KEEP' | 'FLIP';

type EvaluationEventKind = 'STARTED' | 'INTERIM_ANALYSIS' | 'ENDED';

type CompareSchemesInput = {
  readonly experimentId: string;
  readonly beforeId: string;
  readonly afterId: string;
  readonly filter?: RolloutFilter | null | undefined;
  readonly estimator?: AdvantageEstimator;
  readonly estimatorSettings?: EstimatorSettingsInput | null | undefined;
};

type EstimatorSettingsInput = {
  readonly gamma?: number | null | undefined;
  readonly lambda?: number | null | undefined;
  readonly epsilon?: number | null | undefined;
  readonly standardDeviation?: StandardDeviationKind | null | undefined;
};

type EvaluationSettingsInput = {
  readonly trialConvention?: TrialConvention | null | undefined;
  readonly confidence?: number | null | undefined;
  readonly bootstrapDraws?: number | null | undefined;
  readonly permutationDraws?: number | null | undefined;
  readonly power?: number | null | undefined;
  readonly maxK?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly withoutFaults?: ReadonlyArray<Fault> | null | undefined;
};

type TrainingEstimatorSettingsInput = {
  readonly gamma?: number | null | undefined;
  readonly lambda?: number | null | undefined;
  readonly epsilon?: number | null | undefined;
  readonly standardDeviation?: StandardDeviationKind | null | undefined;
  readonly stepGamma?: number | null | undefined;
  readonly stepWeight?: number | null | undefined;
  readonly criticGamma?: number | null | undefined;
  readonly criticLambda?: number | null | undefined;
};

type ComputeProvider = 'CPU' | 'WEBGPU' | 'CUDA';

type StartAdvantageAuditInput = {
  readonly experimentId: string;
  readonly rewardSchemeId: string;
  readonly policyName?: string | null | undefined;
  readonly settings?: AdvantageAuditSettingsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
};

type AdvantageAuditSettingsInput = {
  readonly statistic?: ProposalStatistic | null | undefined;
  readonly delta?: number | null | undefined;
  readonly estimatorSettings?: EstimatorSettingsInput | null | undefined;
};

type StartCalibrationInput = {
  readonly experimentId: string;
  readonly policyName?: string | null | undefined;
  readonly anchorSchemeId?: string | null | undefined;
  readonly settings?: CalibrationSettingsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
};

type CalibrationSettingsInput = {
  readonly statistic?: ProposalStatistic | null | undefined;
  readonly method?: ProposalMethod | null | undefined;
  readonly delta?: number | null | undefined;
  readonly alpha?: number | null | undefined;
  readonly estimator?: AdvantageEstimator | null | undefined;
  readonly estimatorSettings?: EstimatorSettingsInput | null | undefined;
  readonly acceptance?: AcceptanceInput | null | undefined;
  readonly bootstrapDraws?: number | null | undefined;
  readonly permutationDraws?: number | null | undefined;
  readonly folds?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly maxRounds?: number | null | undefined;
};

type AcceptanceInput = {
  readonly maxMismatches?: number | null | undefined;
  readonly minDiscriminativeAccuracy?: number | null | undefined;
  readonly minRewardOutcomeCorrelation?: number | null | undefined;
};

type StartCollectionInput = {
  readonly experimentId: string;
  readonly taskSetId: string;
  readonly policyId: string;
  readonly userSimulatorId: string;
  readonly turnPreset?: TurnPreset | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly split?: string | null | undefined;
  readonly families?: ReadonlyArray<string> | null | undefined;
  readonly taskLimit?: number | null | undefined;
  readonly trials: number;
  readonly quorum?: number | null | undefined;
  readonly concurrency?: number | null | undefined;
  readonly deadlineMs?: number | null | undefined;
  readonly maxTurns?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly retriesPerRollout?: number | null | undefined;
  readonly isWatchable?: boolean | null | undefined;
  readonly rolloutsPerShard?: number | null | undefined;
};

type TurnPreset = 'V1_30_STEPS' | 'V2_200_STEPS';

type CompareEvaluationsInput = {
  readonly evaluationIds: ReadonlyArray<string>;
  readonly design?: ComparisonDesign;
  readonly settings?: EvaluationSettingsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
};

type StartEvaluationInput = {
  readonly source: EvaluationSourceInput;
  readonly settings?: EvaluationSettingsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
};

type EvaluationSourceInput =
  | { readonly collection: StartCollectionInput; readonly collectionId?: never; readonly recorded?: never }
  | { readonly collection?: never; readonly collectionId: string; readonly recorded?: never }
  | { readonly collection?: never; readonly collectionId?: never; readonly recorded: RecordedRolloutsInput };

type RecordedRolloutsInput = {
  readonly experimentId: string;
  readonly policyName: string;
  readonly simulatorName?: string | null | undefined;
  readonly simulatorVersion?: string | null | undefined;
};

type SubmitUserMessageInput = {
  readonly humanTurnId: string;
  readonly text: string;
  readonly idempotencyKey?: string | null | undefined;
};

type CreatePolicyInput = {
  readonly name: string;
  readonly spec: PolicySpecInput;
  readonly idempotencyKey?: string | null | undefined;
};

type PolicySpecInput =
  | { readonly scripted: ScriptedPolicyInput; readonly openAi?: never; readonly onnx?: never }
  | { readonly scripted?: never; readonly openAi: OpenAiPolicyInput; readonly onnx?: never }
  | { readonly scripted?: never; readonly openAi?: never; readonly onnx: OnnxPolicyInput };

type ScriptedPolicyInput = {
  readonly script: PolicyScript;
  readonly errorRate?: number | null | undefined;
};

type OpenAiPolicyInput = {
  readonly endpointId: string;
  readonly model: string;
  readonly temperature?: number | null | undefined;
  readonly sendsSeed?: boolean | null | undefined;
  readonly maxOutputTokens?: number | null | undefined;
  readonly timeoutMs?: number | null | undefined;
  readonly maxRetries?: number | null | undefined;
  readonly inputPricePerMillion?: number | null | undefined;
  readonly outputPricePerMillion?: number | null | undefined;
  readonly wantsLogProbabilities?: boolean | null | undefined;
};

type OnnxPolicyInput = {
  readonly checkpointId: string;
  readonly temperature?: number | null | undefined;
};

type CreateUserSimulatorInput = {
  readonly name: string;
  readonly spec: UserSimulatorSpecInput;
  readonly idempotencyKey?: string | null | undefined;
};

type UserSimulatorSpecInput =
  | { readonly scripted: boolean; readonly llm?: never; readonly human?: never; readonly replay?: never }
  | { readonly scripted?: never; readonly llm: LlmUserInput; readonly human?: never; readonly replay?: never }
  | { readonly scripted?: never; readonly llm?: never; readonly human: HumanUserInput; readonly replay?: never }
  | { readonly scripted?: never; readonly llm?: never; readonly human?: never; readonly replay: ReplayUserInput };

type LlmUserInput = {
  readonly endpointId: string;
  readonly model: string;
  readonly temperature?: number | null | undefined;
  readonly sendsSeed?: boolean | null | undefined;
  readonly maxOutputTokens?: number | null | undefined;
  readonly timeoutMs?: number | null | undefined;
  readonly maxRetries?: number | null | undefined;
  readonly inputPricePerMillion?: number | null | undefined;
  readonly outputPricePerMillion?: number | null | undefined;
  readonly strategy?: LlmUserStrategy | null | undefined;
  readonly maxTries?: number | null | undefined;
};

type HumanUserInput = {
  readonly replyTimeoutMs?: number | null | undefined;
};

type ReplayUserInput = {
  readonly experimentId: string;
  readonly policyName?: string | null | undefined;
};

type RowStatus = 'ACCEPTED' | 'DUPLICATE' | 'REJECTED';

type IngestRolloutsInput = {
  readonly experimentId: string;
  readonly rows: ReadonlyArray<RolloutInput>;
  readonly idempotencyKey?: string | null | undefined;
};

type RolloutInput = {
  readonly clientId?: string | null | undefined;
  readonly policyName: string;
  readonly simulatorName: string;
  readonly simulatorVersion?: string | null | undefined;
  readonly task: TaskInput;
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  readonly reward?: number | null | undefined;
  readonly endReason?: string | null | undefined;
  readonly isTruncated?: boolean;
  readonly openingMessage?: string | null | undefined;
  readonly seed?: string | null | undefined;
  readonly turns: ReadonlyArray<TurnInput>;
};

type TaskInput = {
  readonly externalId: string;
  readonly instruction?: string | null | undefined;
  readonly goldenActions?: ReadonlyArray<GoldenActionInput> | null | undefined;
  readonly expectedOutputs?: ReadonlyArray<string> | null | undefined;
};

type GoldenActionInput = {
  readonly name: string;
  readonly arguments: string;
};

type TurnInput = {
  readonly message?: string | null | undefined;
  readonly toolCalls?: ReadonlyArray<ToolCallInput> | null | undefined;
  readonly userMessage?: string | null | undefined;
  readonly inputTokens?: number | null | undefined;
  readonly outputTokens?: number | null | undefined;
  readonly latencyMs?: number | null | undefined;
};

type ToolCallInput = {
  readonly name: string;
  readonly arguments: string;
  readonly result?: string | null | undefined;
  readonly isError?: boolean | null | undefined;
};

type GenerateTaskSetInput = {
  readonly name: string;
  readonly families?: ReadonlyArray<string> | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly version?: AirlineVersion | null | undefined;
  readonly worldSize?: WorldSize | null | undefined;
  readonly worldSeed?: number | null | undefined;
  readonly taskSeed?: number | null | undefined;
  readonly size: number;
  readonly split?: TaskSplit | null | undefined;
};

type AirlineVersion = 'V1' | 'V2';

type WorldSize = 'SMALL' | 'DEFAULT';

type TaskSplit = 'TRAIN' | 'VALIDATION' | 'TEST';

type StartImitationInput = {
  readonly experimentId: string;
  readonly name: string;
  readonly taskSetId: string;
  readonly validationTaskSetId?: string | null | undefined;
  readonly baseCheckpointId?: string | null | undefined;
  readonly architecture?: PolicyArchitectureInput | null | undefined;
  readonly requirements?: WorkerRequirementsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly tasks?: TrainingTasksInput | null | undefined;
  readonly validationTasks?: TrainingTasksInput | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly maxTurns?: number | null | undefined;
  readonly deadlineMs?: number | null | undefined;
  readonly microBatchDecisions?: number | null | undefined;
  readonly maxGradientNorm?: number | null | undefined;
  readonly validationTrials?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly errorRate?: number | null | undefined;
  readonly trials?: number | null | undefined;
  readonly epochs?: number | null | undefined;
  readonly learningRate?: number | null | undefined;
  readonly batchDecisions?: number | null | undefined;
  readonly checkpointEvery?: number | null | undefined;
};

type PolicyArchitectureInput = {
  readonly kind: PolicyArchitectureKind;
  readonly hidden?: ReadonlyArray<number> | null | undefined;
  readonly width?: number | null | undefined;
  readonly heads?: number | null | undefined;
  readonly layers?: number | null | undefined;
  readonly feedForward?: number | null | undefined;
};

type WorkerRequirementsInput = {
  readonly needs?: WorkerNeedsInput | null | undefined;
  readonly prefers?: WorkerNeedsInput | null | undefined;
};

type WorkerNeedsInput = {
  readonly provider?: ComputeProvider | null | undefined;
  readonly memoryBytes?: number | null | undefined;
};

type TrainingTasksInput = {
  readonly split?: string | null | undefined;
  readonly families?: ReadonlyArray<string> | null | undefined;
  readonly limit?: number | null | undefined;
};

type StartTrainingInput = {
  readonly rewardSchemeId?: string | null | undefined;
  readonly experimentId: string;
  readonly name: string;
  readonly taskSetId: string;
  readonly validationTaskSetId?: string | null | undefined;
  readonly baseCheckpointId?: string | null | undefined;
  readonly architecture?: PolicyArchitectureInput | null | undefined;
  readonly requirements?: WorkerRequirementsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly tasks?: TrainingTasksInput | null | undefined;
  readonly validationTasks?: TrainingTasksInput | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly maxTurns?: number | null | undefined;
  readonly deadlineMs?: number | null | undefined;
  readonly microBatchDecisions?: number | null | undefined;
  readonly maxGradientNorm?: number | null | undefined;
  readonly validationTrials?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly updates?: number | null | undefined;
  readonly groupsPerUpdate?: number | null | undefined;
  readonly rolloutsPerGroup?: number | null | undefined;
  readonly maxResamples?: number | null | undefined;
  readonly learningRate?: number | null | undefined;
  readonly epochs?: number | null | undefined;
  readonly batchDecisions?: number | null | undefined;
  readonly clipLow?: number | null | undefined;
  readonly clipHigh?: number | null | undefined;
  readonly klCoefficient?: number | null | undefined;
  readonly entropyCoefficient?: number | null | undefined;
  readonly valueCoefficient?: number | null | undefined;
  readonly criticWidth?: number | null | undefined;
  readonly checkpointEvery?: number | null | undefined;
  readonly estimator?: TrainingEstimator | null | undefined;
  readonly estimatorSettings?: TrainingEstimatorSettingsInput | null | undefined;
  readonly gating?: GatingInput | null | undefined;
  readonly spread?: TrainingSpreadInput | null | undefined;
  readonly warnings?: TrainingWarningSettingsInput | null | undefined;
  readonly evaluateEvery?: number | null | undefined;
  readonly patience?: number | null | undefined;
  readonly delta?: number | null | undefined;
};

type GatingInput = {
  readonly everyUpdates?: number | null | undefined;
  readonly forgetting?: number | null | undefined;
  readonly minRollouts?: number | null | undefined;
  readonly tolerance?: number | null | undefined;
};

type TrainingSpreadInput = {
  readonly shards?: number | null | undefined;
  readonly deadlineMs?: number | null | undefined;
  readonly quorum?: number | null | undefined;
};

type TrainingWarningSettingsInput = {
  readonly window?: number | null | undefined;
  readonly trend?: number | null | undefined;
  readonly turnGrowth?: number | null | undefined;
  readonly deadGroupShare?: number | null | undefined;
  readonly maxKl?: number | null | undefined;
};

type CollectionEventKind = 'STARTED' | 'PROGRESS' | 'ENDED';

type FindExperimentQueryVariables = Exact<{
  name: string;
}>;

type FindExperimentQuery = { readonly experiment: { readonly id: string } | null };

type CreateExperimentMutationVariables = Exact<{
  name: string;
}>;

type CreateExperimentMutation = { readonly createExperiment: { readonly id: string } };

type FindTaskSetsQueryVariables = Exact<{
  name: string;
}>;

type FindTaskSetsQuery = { readonly taskSets: { readonly nodes: ReadonlyArray<{ readonly id: string }> } };

type FindPoliciesQueryVariables = Exact<{
  name: string;
}>;

type FindPoliciesQuery = { readonly policies: { readonly nodes: ReadonlyArray<{ readonly id: string }> } };

type FindUserSimulatorsQueryVariables = Exact<{
  name: string;
}>;

type FindUserSimulatorsQuery = { readonly userSimulators: { readonly nodes: ReadonlyArray<{ readonly id: string }> } };

type GenerateTaskSetMutationVariables = Exact<{
  input: GenerateTaskSetInput;
}>;

type GenerateTaskSetMutation = {
  readonly generateTaskSet: { readonly id: string; readonly name: string; readonly version: number };
};

type CreatePolicyMutationVariables = Exact<{
  input: CreatePolicyInput;
}>;

type CreatePolicyMutation = { readonly createPolicy: { readonly id: string; readonly name: string } };

type CreateUserSimulatorMutationVariables = Exact<{
  input: CreateUserSimulatorInput;
}>;

type CreateUserSimulatorMutation = { readonly createUserSimulator: { readonly id: string } };

type FollowJobSubscriptionVariables = Exact<{
  id: string;
  since: number;
}>;

type FollowJobSubscription = {
  readonly jobProgress: {
    readonly seq: number;
    readonly state: JobState;
    readonly phase: string | null;
    readonly done: number;
    readonly total: number | null;
    readonly errorMessage: string | null;
  };
};

type ReadRolloutsQueryVariables = Exact<{
  experimentId: string;
  after?: string | null | undefined;
}>;

type ReadRolloutsQuery = {
  readonly rollouts: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly trial: number;
      readonly seed: string | null;
      readonly outcomeClass: OutcomeClass;
      readonly reward: number | null;
      readonly endReason: string | null;
      readonly isTruncated: boolean;
      readonly openingMessage: string | null;
      readonly task: {
        readonly externalId: string;
        readonly instruction: string;
        readonly expectedOutputs: ReadonlyArray<string>;
        readonly goldenActions: ReadonlyArray<{ readonly name: string; readonly arguments: string }> | null;
      };
      readonly turns: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: ReadonlyArray<{
          readonly message: string | null;
          readonly userMessage: string | null;
          readonly inputTokens: number | null;
          readonly outputTokens: number | null;
          readonly latencyMs: number | null;
          readonly toolCalls: ReadonlyArray<{
            readonly name: string;
            readonly arguments: string;
            readonly result: string | null;
            readonly isError: boolean | null;
          }>;
        }>;
      };
    }>;
  };
};

type ReadTurnsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

type ReadTurnsQuery = {
  readonly rollout: {
    readonly turns: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: ReadonlyArray<{
        readonly message: string | null;
        readonly userMessage: string | null;
        readonly inputTokens: number | null;
        readonly outputTokens: number | null;
        readonly latencyMs: number | null;
        readonly toolCalls: ReadonlyArray<{
          readonly name: string;
          readonly arguments: string;
          readonly result: string | null;
          readonly isError: boolean | null;
        }>;
      }>;
    };
  } | null;
};

export type TurnPageFragment = {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: ReadonlyArray<{
    readonly message: string | null;
    readonly userMessage: string | null;
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly latencyMs: number | null;
    readonly toolCalls: ReadonlyArray<{
      readonly name: string;
      readonly arguments: string;
      readonly result: string | null;
      readonly isError: boolean | null;
    }>;
  }>;
};

type CountRolloutsQueryVariables = Exact<{
  experimentId: string;
  taskExternalId: string;
}>;

type CountRolloutsQuery = { readonly rollouts: { readonly totalCount: number } };

type IngestRolloutsMutationVariables = Exact<{
  input: IngestRolloutsInput;
}>;

type IngestRolloutsMutation = {
  readonly ingestRollouts: {
    readonly verdicts: ReadonlyArray<{
      readonly status: RowStatus;
      readonly rolloutId: string | null;
      readonly field: string | null;
      readonly message: string | null;
    }>;
  };
};

type ReadChatQueryVariables = Exact<{
  experimentId: string;
  collectionId: string;
}>;

type ReadChatQuery = {
  readonly waitingHumanTurns: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly conversationId: string;
      readonly taskExternalId: string;
      readonly trial: number;
      readonly instruction: string;
      readonly agentText: string;
    }>;
  };
  readonly collection: { readonly endedAt: string | null } | null;
};

type ReadNewestRolloutQueryVariables = Exact<{
  experimentId: string;
  taskExternalId: string;
}>;

type ReadNewestRolloutQuery = {
  readonly rollouts: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly outcomeClass: OutcomeClass;
      readonly reward: number | null;
      readonly endReason: string | null;
      readonly turns: { readonly nodes: ReadonlyArray<{ readonly tier: Tier }> };
    }>;
  };
};

type SubmitUserMessageMutationVariables = Exact<{
  input: SubmitUserMessageInput;
}>;

type SubmitUserMessageMutation = { readonly submitUserMessage: { readonly id: string } };

type CancelCollectionMutationVariables = Exact<{
  id: string;
}>;

type CancelCollectionMutation = { readonly cancelCollection: { readonly id: string } };

export type CollectionProgressFragment = {
  readonly state: JobState;
  readonly total: number;
  readonly done: number;
  readonly running: number;
  readonly scored: number;
  readonly passed: number;
  readonly infrastructureFailures: number;
  readonly simulatorFailures: number;
  readonly timeouts: number;
  readonly passRate: number | null;
  readonly passRateLow: number | null;
  readonly passRateHigh: number | null;
  readonly agentTokens: number | null;
  readonly simulatorTokens: number | null;
  readonly cost: number | null;
  readonly ratePerSecond: number | null;
};

export type CollectionFragment = {
  readonly id: string;
  readonly endedAt: string | null;
  readonly taskCount: number;
  readonly trials: number;
  readonly progress: {
    readonly state: JobState;
    readonly total: number;
    readonly done: number;
    readonly running: number;
    readonly scored: number;
    readonly passed: number;
    readonly infrastructureFailures: number;
    readonly simulatorFailures: number;
    readonly timeouts: number;
    readonly passRate: number | null;
    readonly passRateLow: number | null;
    readonly passRateHigh: number | null;
    readonly agentTokens: number | null;
    readonly simulatorTokens: number | null;
    readonly cost: number | null;
    readonly ratePerSecond: number | null;
  };
};

type StartCollectionMutationVariables = Exact<{
  input: StartCollectionInput;
}>;

type StartCollectionMutation = {
  readonly startCollection: {
    readonly id: string;
    readonly endedAt: string | null;
    readonly taskCount: number;
    readonly trials: number;
    readonly progress: {
      readonly state: JobState;
      readonly total: number;
      readonly done: number;
      readonly running: number;
      readonly scored: number;
      readonly passed: number;
      readonly infrastructureFailures: number;
      readonly simulatorFailures: number;
      readonly timeouts: number;
      readonly passRate: number | null;
      readonly passRateLow: number | null;
      readonly passRateHigh: number | null;
      readonly agentTokens: number | null;
      readonly simulatorTokens: number | null;
      readonly cost: number | null;
      readonly ratePerSecond: number | null;
    };
  };
};

type ReadCollectionQueryVariables = Exact<{
  id: string;
}>;

type ReadCollectionQuery = {
  readonly collection: {
    readonly id: string;
    readonly endedAt: string | null;
    readonly taskCount: number;
    readonly trials: number;
    readonly progress: {
      readonly state: JobState;
      readonly total: number;
      readonly done: number;
      readonly running: number;
      readonly scored: number;
      readonly passed: number;
      readonly infrastructureFailures: number;
      readonly simulatorFailures: number;
      readonly timeouts: number;
      readonly passRate: number | null;
      readonly passRateLow: number | null;
      readonly passRateHigh: number | null;
      readonly agentTokens: number | null;
      readonly simulatorTokens: number | null;
      readonly cost: number | null;
      readonly ratePerSecond: number | null;
    };
  } | null;
};

type ReadCollectionGroupsQueryVariables = Exact<{
  id: string;
}>;

type ReadCollectionGroupsQuery = {
  readonly collection: {
    readonly id: string;
    readonly groups: {
      readonly groups: number;
      readonly complete: number;
      readonly atQuorum: number;
      readonly incomplete: number;
      readonly open: number;
      readonly missing: number;
    };
    readonly progress: {
      readonly state: JobState;
      readonly total: number;
      readonly done: number;
      readonly running: number;
      readonly scored: number;
      readonly passed: number;
      readonly infrastructureFailures: number;
      readonly simulatorFailures: number;
      readonly timeouts: number;
      readonly passRate: number | null;
      readonly passRateLow: number | null;
      readonly passRateHigh: number | null;
      readonly agentTokens: number | null;
      readonly simulatorTokens: number | null;
      readonly cost: number | null;
      readonly ratePerSecond: number | null;
    };
  } | null;
};

type FollowCollectionSubscriptionVariables = Exact<{
  id: string;
  since: number;
}>;

type FollowCollectionSubscription = {
  readonly collectionProgress: {
    readonly seq: number;
    readonly kind: CollectionEventKind;
    readonly progress: {
      readonly state: JobState;
      readonly total: number;
      readonly done: number;
      readonly running: number;
      readonly scored: number;
      readonly passed: number;
      readonly infrastructureFailures: number;
      readonly simulatorFailures: number;
      readonly timeouts: number;
      readonly passRate: number | null;
      readonly passRateLow: number | null;
      readonly passRateHigh: number | null;
      readonly agentTokens: number | null;
      readonly simulatorTokens: number | null;
      readonly cost: number | null;
      readonly ratePerSecond: number | null;
    };
  };
};

type StartCalibrationMutationVariables = Exact<{
  input: StartCalibrationInput;
}>;

type StartCalibrationMutation = {
  readonly startCalibration: {
    readonly calibration: { readonly id: string };
    readonly jobRun: { readonly id: string };
  };
};

type ReadCalibrationQueryVariables = Exact<{
  id: string;
}>;

type ReadCalibrationQuery = {
  readonly calibration: {
    readonly id: string;
    readonly jobRun: { readonly state: JobState; readonly errorMessage: string | null };
    readonly rounds: ReadonlyArray<{
      readonly index: number;
      readonly verdict: CalibrationVerdict;
      readonly rolloutCount: number;
      readonly turnCount: number;
      readonly reportJson: string;
      readonly reportHash: string;
      readonly rewardScheme: { readonly id: string; readonly name: string; readonly version: number };
      readonly statistics: ReadonlyArray<{
        readonly tier: Tier;
        readonly proposedValue: number;
        readonly action: ProposalAction;
        readonly reason: string;
        readonly turns: number;
        readonly rolloutsWith: number;
        readonly turnShareInPassing: number | null;
        readonly presenceInPassing: number | null;
        readonly presenceInFailing: number | null;
        readonly rho: number | null;
        readonly rhoLow: number | null;
        readonly rhoHigh: number | null;
        readonly withinTaskRho: number | null;
        readonly withinTaskRhoLow: number | null;
        readonly withinTaskRhoHigh: number | null;
        readonly pValue: number | null;
        readonly qValue: number | null;
        readonly isTaskDifficultySuspected: boolean | null;
      }>;
    }>;
  } | null;
};

type StartAdvantageAuditMutationVariables = Exact<{
  input: StartAdvantageAuditInput;
}>;

type StartAdvantageAuditMutation = {
  readonly startAdvantageAudit: { readonly id: string; readonly jobRun: { readonly id: string } };
};

type ReadAdvantageAuditQueryVariables = Exact<{
  id: string;
}>;

type ReadAdvantageAuditQuery = {
  readonly advantageAudit: {
    readonly id: string;
    readonly rolloutCount: number | null;
    readonly turnCount: number | null;
    readonly reportHash: string | null;
    readonly rewardScheme: { readonly id: string; readonly name: string; readonly version: number };
    readonly estimators: ReadonlyArray<{
      readonly estimator: AdvantageEstimator;
      readonly mismatches: number;
      readonly outcomeCorrelation: number | null;
      readonly deadTurnShare: number | null;
      readonly deadGroups: number;
      readonly deadGroupShare: number | null;
      readonly signDisagreementShare: number | null;
      readonly estimatedStoppingBias: number | null;
    }> | null;
  } | null;
};

type ListRewardSchemesQueryVariables = Exact<{ [key: string]: never }>;

type ListRewardSchemesQuery = {
  readonly rewardSchemes: {
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly name: string; readonly origin: RewardSchemeOrigin }>;
  };
};

type CompareSchemesQueryVariables = Exact<{
  input: CompareSchemesInput;
}>;

type CompareSchemesQuery = {
  readonly compareSchemes: {
    readonly rolloutCount: number;
    readonly turnCount: number;
    readonly groupCount: number;
    readonly estimator: AdvantageEstimator;
    readonly signFlips: number;
    readonly comparableTurns: number;
    readonly signFlipShare: number | null;
    readonly before: {
      readonly deadGroupShare: number | null;
      readonly deadTurnShare: number | null;
      readonly discriminativeAccuracy: number | null;
      readonly rewardOutcomeCorrelation: number | null;
      readonly advantageOutcomeCorrelation: number | null;
      readonly turnReward: {
        readonly mean: number | null;
        readonly min: number | null;
        readonly median: number | null;
        readonly max: number | null;
      };
      readonly rolloutReward: {
        readonly mean: number | null;
        readonly min: number | null;
        readonly median: number | null;
        readonly max: number | null;
      };
    };
    readonly after: {
      readonly deadGroupShare: number | null;
      readonly deadTurnShare: number | null;
      readonly discriminativeAccuracy: number | null;
      readonly rewardOutcomeCorrelation: number | null;
      readonly advantageOutcomeCorrelation: number | null;
      readonly turnReward: {
        readonly mean: number | null;
        readonly min: number | null;
        readonly median: number | null;
        readonly max: number | null;
      };
      readonly rolloutReward: {
        readonly mean: number | null;
        readonly min: number | null;
        readonly median: number | null;
        readonly max: number | null;
      };
    };
  };
};

export type SchemeSideFragment = {
  readonly deadGroupShare: number | null;
  readonly deadTurnShare: number | null;
  readonly discriminativeAccuracy: number | null;
  readonly rewardOutcomeCorrelation: number | null;
  readonly advantageOutcomeCorrelation: number | null;
  readonly turnReward: {
    readonly mean: number | null;
    readonly min: number | null;
    readonly median: number | null;
    readonly max: number | null;
  };
  readonly rolloutReward: {
    readonly mean: number | null;
    readonly min: number | null;
    readonly median: number | null;
    readonly max: number | null;
  };
};

export type EstimateFragment = {
  readonly value: number | null;
  readonly percentile: { readonly low: number; readonly high: number } | null;
  readonly bca: { readonly low: number; readonly high: number } | null;
};

type StartEvaluationMutationVariables = Exact<{
  input: StartEvaluationInput;
}>;

type StartEvaluationMutation = { readonly startEvaluation: { readonly id: string } };

type ReadEvaluationQueryVariables = Exact<{
  id: string;
}>;

type ReadEvaluationQuery = {
  readonly evaluation: {
    readonly id: string;
    readonly reportHash: string | null;
    readonly policy: { readonly id: string; readonly name: string };
    readonly report: {
      readonly tasks: number;
      readonly tasksCounted: number;
      readonly passRate: {
        readonly value: number | null;
        readonly percentile: { readonly low: number; readonly high: number } | null;
        readonly bca: { readonly low: number; readonly high: number } | null;
      };
      readonly averageReward: {
        readonly value: number | null;
        readonly percentile: { readonly low: number; readonly high: number } | null;
        readonly bca: { readonly low: number; readonly high: number } | null;
      };
      readonly passHatK: ReadonlyArray<{
        readonly k: number;
        readonly estimate: {
          readonly value: number | null;
          readonly percentile: { readonly low: number; readonly high: number } | null;
          readonly bca: { readonly low: number; readonly high: number } | null;
        };
      }>;
      readonly coverage: { readonly attempted: number; readonly scored: number; readonly share: number | null };
    } | null;
  } | null;
};

type ReadStoredEvaluationQueryVariables = Exact<{
  id: string;
}>;

type ReadStoredEvaluationQuery = {
  readonly evaluation: {
    readonly id: string;
    readonly reportHash: string | null;
    readonly reportJson: string | null;
    readonly manifestJson: string | null;
    readonly policy: { readonly name: string };
    readonly userSimulator: { readonly name: string; readonly version: string } | null;
  } | null;
};

type FollowEvaluationSubscriptionVariables = Exact<{
  id: string;
  since: number;
}>;

type FollowEvaluationSubscription = {
  readonly evaluationProgress:
    | { readonly seq: number; readonly kind: EvaluationEventKind; readonly state: EvaluationState }
    | {
        readonly seq: number;
        readonly kind: EvaluationEventKind;
        readonly state: EvaluationState;
        readonly analysis: {
          readonly tasksEnded: number;
          readonly plannedTasks: number;
          readonly rolloutsAttempted: number;
          readonly rolloutsPlanned: number;
          readonly passHatK: ReadonlyArray<{
            readonly k: number;
            readonly fixedSample: {
              readonly value: number | null;
              readonly percentile: { readonly low: number; readonly high: number } | null;
              readonly bca: { readonly low: number; readonly high: number } | null;
            };
            readonly alwaysValid: { readonly low: number; readonly high: number };
          }>;
        };
      }
    | {
        readonly errorMessage: string | null;
        readonly seq: number;
        readonly kind: EvaluationEventKind;
        readonly state: EvaluationState;
      };
};

export type DifferenceFragment = {
  readonly baseline: number | null;
  readonly candidate: number | null;
  readonly difference: number | null;
  readonly percentile: { readonly low: number; readonly high: number } | null;
  readonly bca: { readonly low: number; readonly high: number } | null;
};

type ComparePairMutationVariables = Exact<{
  input: CompareEvaluationsInput;
}>;

type ComparePairMutation = {
  readonly compareEvaluations: {
    readonly pairs: ReadonlyArray<{
      readonly tasksPaired: number;
      readonly averageReward: {
        readonly baseline: number | null;
        readonly candidate: number | null;
        readonly difference: number | null;
        readonly percentile: { readonly low: number; readonly high: number } | null;
        readonly bca: { readonly low: number; readonly high: number } | null;
      };
      readonly passHatK: ReadonlyArray<{
        readonly k: number;
        readonly estimate: {
          readonly baseline: number | null;
          readonly candidate: number | null;
          readonly difference: number | null;
          readonly percentile: { readonly low: number; readonly high: number } | null;
          readonly bca: { readonly low: number; readonly high: number } | null;
        };
      }>;
      readonly pairedTTest: { readonly p: number | null };
      readonly permutation: { readonly p: number | null; readonly method: PermutationMethod | null };
      readonly seedPairs: { readonly pairs: number; readonly mcnemar: { readonly exactP: number } | null };
      readonly sensitivity: { readonly power: number; readonly minimumDetectableEffect: number | null };
    }> | null;
  };
};

type CompareEvaluationsMutationVariables = Exact<{
  input: CompareEvaluationsInput;
}>;

type CompareEvaluationsMutation = {
  readonly compareEvaluations: {
    readonly id: string;
    readonly reportHash: string;
    readonly reportJson: string;
    readonly evaluations: ReadonlyArray<{
      readonly id: string;
      readonly policy: { readonly name: string };
      readonly userSimulator: { readonly name: string; readonly version: string } | null;
    }>;
  };
};

type StartImitationMutationVariables = Exact<{
  input: StartImitationInput;
}>;

type StartImitationMutation = { readonly startImitation: { readonly id: string } };

type StartTrainingMutationVariables = Exact<{
  input: StartTrainingInput;
}>;

type StartTrainingMutation = { readonly startTraining: { readonly id: string } };

type ReadTrainingRunQueryVariables = Exact<{
  id: string;
}>;

type ReadTrainingRunQuery = {
  readonly trainingRun: {
    readonly id: string;
    readonly state: TrainingState;
    readonly jobRun: { readonly errorMessage: string | null } | null;
    readonly latestCheckpoint: {
      readonly id: string;
      readonly step: number;
      readonly modelHash: string;
      readonly modelBytes: number;
    } | null;
  } | null;
};

type FollowTrainingSubscriptionVariables = Exact<{
  id: string;
  since: number;
}>;

type FollowTrainingSubscription = {
  readonly trainingMetrics:
    | {
        readonly seq: number;
        readonly step: number;
        readonly values: ReadonlyArray<{ readonly name: string; readonly value: number | null }>;
      }
    | { readonly seq: number; readonly step: number }
    | { readonly seq: number; readonly step: number; readonly warning: { readonly message: string } }
    | { readonly seq: number; readonly step: number }
    | { readonly seq: number; readonly step: number }
    | { readonly state: TrainingState; readonly seq: number; readonly step: number };
};

type ListCheckpointsQueryVariables = Exact<{
  experimentId?: string | null | undefined;
  after?: string | null | undefined;
}>;

type ListCheckpointsQuery = {
  readonly checkpoints: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly createdAt: string;
      readonly origin: CheckpointOrigin;
      readonly step: number;
      readonly modelHash: string;
      readonly modelBytes: number;
      readonly parent: { readonly id: string } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type TierFiguresFragment = {
  readonly turns: number;
  readonly rolloutsWith: number;
  readonly turnShareInPassing: number | null;
  readonly presenceInPassing: number | null;
  readonly presenceInFailing: number | null;
  readonly rho: number | null;
  readonly rhoLow: number | null;
  readonly rhoHigh: number | null;
  readonly withinTaskRho: number | null;
  readonly withinTaskRhoLow: number | null;
  readonly withinTaskRhoHigh: number | null;
  readonly pValue: number | null;
  readonly qValue: number | null;
  readonly isTaskDifficultySuspected: boolean | null;
};

export const FIND_EXPERIMENT: Operation<FindExperimentQuery, FindExperimentQueryVariables> = {
  text: `query FindExperiment($name: String!) {
  experiment(name: $name) {
    id
  }
}`,
};

export const CREATE_EXPERIMENT: Operation<CreateExperimentMutation, CreateExperimentMutationVariables> = {
  text: `mutation CreateExperiment($name: String!) {
  createExperiment(input: {name: $name}) {
    id
  }
}`,
};

export const FIND_TASK_SETS: Operation<FindTaskSetsQuery, FindTaskSetsQueryVariables> = {
  text: `query FindTaskSets($name: String!) {
  taskSets(name: $name, first: 1) {
    nodes {
      id
    }
  }
}`,
};

export const FIND_POLICIES: Operation<FindPoliciesQuery, FindPoliciesQueryVariables> = {
  text: `query FindPolicies($name: String!) {
  policies(name: $name, first: 1) {
    nodes {
      id
    }
  }
}`,
};

export const FIND_USER_SIMULATORS: Operation<FindUserSimulatorsQuery, FindUserSimulatorsQueryVariables> = {
  text: `query FindUserSimulators($name: String!) {
  userSimulators(name: $name, first: 1) {
    nodes {
      id
    }
  }
}`,
};

export const GENERATE_TASK_SET: Operation<GenerateTaskSetMutation, GenerateTaskSetMutationVariables> = {
  text: `mutation GenerateTaskSet($input: GenerateTaskSetInput!) {
  generateTaskSet(input: $input) {
    id
    name
    version
  }
}`,
};

export const CREATE_POLICY: Operation<CreatePolicyMutation, CreatePolicyMutationVariables> = {
  text: `mutation CreatePolicy($input: CreatePolicyInput!) {
  createPolicy(input: $input) {
    id
    name
  }
}`,
};

export const CREATE_USER_SIMULATOR: Operation<CreateUserSimulatorMutation, CreateUserSimulatorMutationVariables> = {
  text: `mutation CreateUserSimulator($input: CreateUserSimulatorInput!) {
  createUserSimulator(input: $input) {
    id
  }
}`,
};

export const FOLLOW_JOB: Operation<FollowJobSubscription, FollowJobSubscriptionVariables> = {
  text: `subscription FollowJob($id: ID!, $since: Int!) {
  jobProgress(id: $id, since: $since) {
    seq
    state
    phase
    done
    total
    errorMessage
  }
}`,
};

export const READ_ROLLOUTS: Operation<ReadRolloutsQuery, ReadRolloutsQueryVariables> = {
  text: `query ReadRollouts($experimentId: ID!, $after: String) {
  rollouts(experimentId: $experimentId, first: 50, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      trial
      seed
      outcomeClass
      reward
      endReason
      isTruncated
      openingMessage
      task {
        externalId
        instruction
        expectedOutputs
        goldenActions {
          name
          arguments
        }
      }
      turns {
        ...TurnPage
      }
    }
  }
}
fragment TurnPage on TurnConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    message
    userMessage
    inputTokens
    outputTokens
    latencyMs
    toolCalls {
      name
      arguments
      result
      isError
    }
  }
}`,
};

export const READ_TURNS: Operation<ReadTurnsQuery, ReadTurnsQueryVariables> = {
  text: `query ReadTurns($id: ID!, $after: String) {
  rollout(id: $id) {
    turns(first: 100, after: $after) {
      ...TurnPage
    }
  }
}
fragment TurnPage on TurnConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    message
    userMessage
    inputTokens
    outputTokens
    latencyMs
    toolCalls {
      name
      arguments
      result
      isError
    }
  }
}`,
};

export const COUNT_ROLLOUTS: Operation<CountRolloutsQuery, CountRolloutsQueryVariables> = {
  text: `query CountRollouts($experimentId: ID!, $taskExternalId: String!) {
  rollouts(
    experimentId: $experimentId
    first: 1
    filter: {taskExternalId: $taskExternalId}
  ) {
    totalCount
  }
}`,
};

export const INGEST_ROLLOUTS: Operation<IngestRolloutsMutation, IngestRolloutsMutationVariables> = {
  text: `mutation IngestRollouts($input: IngestRolloutsInput!) {
  ingestRollouts(input: $input) {
    verdicts {
      status
      rolloutId
      field
      message
    }
  }
}`,
};

export const READ_CHAT: Operation<ReadChatQuery, ReadChatQueryVariables> = {
  text: `query ReadChat($experimentId: ID!, $collectionId: ID!) {
  waitingHumanTurns(experimentId: $experimentId, first: 100) {
    nodes {
      id
      conversationId
      taskExternalId
      trial
      instruction
      agentText
    }
  }
  collection(id: $collectionId) {
    endedAt
  }
}`,
};

export const READ_NEWEST_ROLLOUT: Operation<ReadNewestRolloutQuery, ReadNewestRolloutQueryVariables> = {
  text: `query ReadNewestRollout($experimentId: ID!, $taskExternalId: String!) {
  rollouts(
    experimentId: $experimentId
    first: 1
    filter: {taskExternalId: $taskExternalId}
    orderBy: {field: CREATED_AT, direction: DESCENDING}
  ) {
    nodes {
      id
      outcomeClass
      reward
      endReason
      turns {
        nodes {
          tier
        }
      }
    }
  }
}`,
};

export const SUBMIT_USER_MESSAGE: Operation<SubmitUserMessageMutation, SubmitUserMessageMutationVariables> = {
  text: `mutation SubmitUserMessage($input: SubmitUserMessageInput!) {
  submitUserMessage(input: $input) {
    id
  }
}`,
};

export const CANCEL_COLLECTION: Operation<CancelCollectionMutation, CancelCollectionMutationVariables> = {
  text: `mutation CancelCollection($id: ID!) {
  cancelCollection(id: $id) {
    id
  }
}`,
};

export const START_COLLECTION: Operation<StartCollectionMutation, StartCollectionMutationVariables> = {
  text: `mutation StartCollection($input: StartCollectionInput!) {
  startCollection(input: $input) {
    ...Collection
  }
}
fragment Collection on Collection {
  id
  endedAt
  taskCount
  trials
  progress {
    ...CollectionProgress
  }
}
fragment CollectionProgress on CollectionProgress {
  state
  total
  done
  running
  scored
  passed
  infrastructureFailures
  simulatorFailures
  timeouts
  passRate
  passRateLow
  passRateHigh
  agentTokens
  simulatorTokens
  cost
  ratePerSecond
}`,
};

export const READ_COLLECTION: Operation<ReadCollectionQuery, ReadCollectionQueryVariables> = {
  text: `query ReadCollection($id: ID!) {
  collection(id: $id) {
    ...Collection
  }
}
fragment Collection on Collection {
  id
  endedAt
  taskCount
  trials
  progress {
    ...CollectionProgress
  }
}
fragment CollectionProgress on CollectionProgress {
  state
  total
  done
  running
  scored
  passed
  infrastructureFailures
  simulatorFailures
  timeouts
  passRate
  passRateLow
  passRateHigh
  agentTokens
  simulatorTokens
  cost
  ratePerSecond
}`,
};

export const READ_COLLECTION_GROUPS: Operation<ReadCollectionGroupsQuery, ReadCollectionGroupsQueryVariables> = {
  text: `query ReadCollectionGroups($id: ID!) {
  collection(id: $id) {
    id
    groups {
      groups
      complete
      atQuorum
      incomplete
      open
      missing
    }
    progress {
      ...CollectionProgress
    }
  }
}
fragment CollectionProgress on CollectionProgress {
  state
  total
  done
  running
  scored
  passed
  infrastructureFailures
  simulatorFailures
  timeouts
  passRate
  passRateLow
  passRateHigh
  agentTokens
  simulatorTokens
  cost
  ratePerSecond
}`,
};

export const FOLLOW_COLLECTION: Operation<FollowCollectionSubscription, FollowCollectionSubscriptionVariables> = {
  text: `subscription FollowCollection($id: ID!, $since: Int!) {
  collectionProgress(id: $id, since: $since) {
    seq
    kind
    progress {
      ...CollectionProgress
    }
  }
}
fragment CollectionProgress on CollectionProgress {
  state
  total
  done
  running
  scored
  passed
  infrastructureFailures
  simulatorFailures
  timeouts
  passRate
  passRateLow
  passRateHigh
  agentTokens
  simulatorTokens
  cost
  ratePerSecond
}`,
};

export const START_CALIBRATION: Operation<StartCalibrationMutation, StartCalibrationMutationVariables> = {
  text: `mutation StartCalibration($input: StartCalibrationInput!) {
  startCalibration(input: $input) {
    calibration {
      id
    }
    jobRun {
      id
    }
  }
}`,
};

export const READ_CALIBRATION: Operation<ReadCalibrationQuery, ReadCalibrationQueryVariables> = {
  text: `query ReadCalibration($id: ID!) {
  calibration(id: $id) {
    id
    jobRun {
      state
      errorMessage
    }
    rounds {
      index
      verdict
      rolloutCount
      turnCount
      reportJson
      reportHash
      rewardScheme {
        id
        name
        version
      }
      statistics {
        tier
        ...TierFigures
        proposedValue
        action
        reason
      }
    }
  }
}
fragment TierFigures on TierStatistic {
  turns
  rolloutsWith
  turnShareInPassing
  presenceInPassing
  presenceInFailing
  rho
  rhoLow
  rhoHigh
  withinTaskRho
  withinTaskRhoLow
  withinTaskRhoHigh
  pValue
  qValue
  isTaskDifficultySuspected
}`,
};

export const START_ADVANTAGE_AUDIT: Operation<StartAdvantageAuditMutation, StartAdvantageAuditMutationVariables> = {
  text: `mutation StartAdvantageAudit($input: StartAdvantageAuditInput!) {
  startAdvantageAudit(input: $input) {
    id
    jobRun {
      id
    }
  }
}`,
};

export const READ_ADVANTAGE_AUDIT: Operation<ReadAdvantageAuditQuery, ReadAdvantageAuditQueryVariables> = {
  text: `query ReadAdvantageAudit($id: ID!) {
  advantageAudit(id: $id) {
    id
    rolloutCount
    turnCount
    reportHash
    rewardScheme {
      id
      name
      version
    }
    estimators {
      estimator
      mismatches
      outcomeCorrelation
      deadTurnShare
      deadGroups
      deadGroupShare
      signDisagreementShare
      estimatedStoppingBias
    }
  }
}`,
};

export const LIST_REWARD_SCHEMES: Operation<ListRewardSchemesQuery, ListRewardSchemesQueryVariables> = {
  text: `query ListRewardSchemes {
  rewardSchemes(last: 10) {
    nodes {
      id
      name
      origin
    }
  }
}`,
};

export const COMPARE_SCHEMES: Operation<CompareSchemesQuery, CompareSchemesQueryVariables> = {
  text: `query CompareSchemes($input: CompareSchemesInput!) {
  compareSchemes(input: $input) {
    rolloutCount
    turnCount
    groupCount
    estimator
    signFlips
    comparableTurns
    signFlipShare
    before {
      ...SchemeSide
    }
    after {
      ...SchemeSide
    }
  }
}
fragment SchemeSide on SchemeSide {
  turnReward {
    mean
    min
    median
    max
  }
  rolloutReward {
    mean
    min
    median
    max
  }
  deadGroupShare
  deadTurnShare
  discriminativeAccuracy
  rewardOutcomeCorrelation
  advantageOutcomeCorrelation
}`,
};

export const START_EVALUATION: Operation<StartEvaluationMutation, StartEvaluationMutationVariables> = {
  text: `mutation StartEvaluation($input: StartEvaluationInput!) {
  startEvaluation(input: $input) {
    id
  }
}`,
};

export const READ_EVALUATION: Operation<ReadEvaluationQuery, ReadEvaluationQueryVariables> = {
  text: `query ReadEvaluation($id: ID!) {
  evaluation(id: $id) {
    id
    reportHash
    policy {
      id
      name
    }
    report {
      tasks
      tasksCounted
      passRate {
        ...Estimate
      }
      averageReward {
        ...Estimate
      }
      passHatK {
        k
        estimate {
          ...Estimate
        }
      }
      coverage {
        attempted
        scored
        share
      }
    }
  }
}
fragment Estimate on Estimate {
  value
  percentile {
    low
    high
  }
  bca {
    low
    high
  }
}`,
};

export const READ_STORED_EVALUATION: Operation<ReadStoredEvaluationQuery, ReadStoredEvaluationQueryVariables> = {
  text: `query ReadStoredEvaluation($id: ID!) {
  evaluation(id: $id) {
    id
    reportHash
    reportJson
    manifestJson
    policy {
      name
    }
    userSimulator {
      name
      version
    }
  }
}`,
};

export const FOLLOW_EVALUATION: Operation<FollowEvaluationSubscription, FollowEvaluationSubscriptionVariables> = {
  text: `subscription FollowEvaluation($id: ID!, $since: Int!) {
  evaluationProgress(id: $id, since: $since) {
    seq
    kind
    state
    ... on EvaluationInterimEvent {
      analysis {
        tasksEnded
        plannedTasks
        rolloutsAttempted
        rolloutsPlanned
        passHatK {
          k
          fixedSample {
            ...Estimate
          }
          alwaysValid {
            low
            high
          }
        }
      }
    }
    ... on EvaluationEndedEvent {
      errorMessage
    }
  }
}
fragment Estimate on Estimate {
  value
  percentile {
    low
    high
  }
  bca {
    low
    high
  }
}`,
};

export const COMPARE_PAIR: Operation<ComparePairMutation, ComparePairMutationVariables> = {
  text: `mutation ComparePair($input: CompareEvaluationsInput!) {
  compareEvaluations(input: $input) {
    pairs {
      tasksPaired
      averageReward {
        ...Difference
      }
      passHatK {
        k
        estimate {
          ...Difference
        }
      }
      pairedTTest {
        p
      }
      permutation {
        p
        method
      }
      seedPairs {
        pairs
        mcnemar {
          exactP
        }
      }
      sensitivity {
        power
        minimumDetectableEffect
      }
    }
  }
}
fragment Difference on DifferenceEstimate {
  baseline
  candidate
  difference
  percentile {
    low
    high
  }
  bca {
    low
    high
  }
}`,
};

export const COMPARE_EVALUATIONS: Operation<CompareEvaluationsMutation, CompareEvaluationsMutationVariables> = {
  text: `mutation CompareEvaluations($input: CompareEvaluationsInput!) {
  compareEvaluations(input: $input) {
    id
    reportHash
    reportJson
    evaluations {
      id
      policy {
        name
      }
      userSimulator {
        name
        version
      }
    }
  }
}`,
};

export const START_IMITATION: Operation<StartImitationMutation, StartImitationMutationVariables> = {
  text: `mutation StartImitation($input: StartImitationInput!) {
  startImitation(input: $input) {
    id
  }
}`,
};

export const START_TRAINING: Operation<StartTrainingMutation, StartTrainingMutationVariables> = {
  text: `mutation StartTraining($input: StartTrainingInput!) {
  startTraining(input: $input) {
    id
  }
}`,
};

export const READ_TRAINING_RUN: Operation<ReadTrainingRunQuery, ReadTrainingRunQueryVariables> = {
  text: `query ReadTrainingRun($id: ID!) {
  trainingRun(id: $id) {
    id
    state
    jobRun {
      errorMessage
    }
    latestCheckpoint {
      id
      step
      modelHash
      modelBytes
    }
  }
}`,
};

export const FOLLOW_TRAINING: Operation<FollowTrainingSubscription, FollowTrainingSubscriptionVariables> = {
  text: `subscription FollowTraining($id: ID!, $since: Int!) {
  trainingMetrics(runId: $id, since: $since) {
    seq
    step
    ... on TrainingMetricsEvent {
      values {
        name
        value
      }
    }
    ... on TrainingWarningEvent {
      warning {
        message
      }
    }
    ... on TrainingStateEvent {
      state
    }
  }
}`,
};

export const LIST_CHECKPOINTS: Operation<ListCheckpointsQuery, ListCheckpointsQueryVariables> = {
  text: `query ListCheckpoints($experimentId: ID, $after: String) {
  checkpoints(experimentId: $experimentId, first: 100, after: $after) {
    nodes {
      id
      createdAt
      origin
      step
      modelHash
      modelBytes
      parent {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
