import { registerEnumType } from 'type-graphql';
import { PROPOSAL_ACTIONS } from '../domain/calibration/calibration-report';
import { TRIAL_CONVENTIONS } from '../domain/evaluation/evaluation-settings';
import { FAULTS } from '../domain/evaluation/outcome-matrix';
import { OUTCOME_CLASSES } from '../domain/trajectory';
import { COMPUTE_PROVIDERS, type ComputeProvider } from '../domain/compute-provider';
import { ERROR_CODES, type ErrorCode } from '../errors';

/** An enum object (`{A: 'A'}`) from a list of words, as GraphQL registration wants it. */
export function enumOf<Word extends string>(words: readonly Word[]): { readonly [W in Word]: W } {
  return Object.fromEntries(words.map((word) => [word, word])) as { [W in Word]: W };
}

export const ROLES = ['VIEWER', 'MEMBER', 'WORKER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];
export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What an API key may do.',
  valuesConfig: {
    VIEWER: { description: 'Reads everything of its organization, except keys.' },
    MEMBER: { description: 'Also creates experiments, sends rollouts and starts jobs.' },
    WORKER: { description: 'Reads, claims jobs and writes their results; for machines.' },
    ADMIN: { description: 'Everything a member may, and manages keys and endpoints.' },
  },
});

export const OutcomeClassEnum = enumOf(OUTCOME_CLASSES);
registerEnumType(OutcomeClassEnum, {
  name: 'OutcomeClass',
  description: 'How a rollout ended, seen as evidence. Only SCORED rollouts have a reward and enter a statistic.',
  valuesConfig: {
    SCORED: { description: 'Ran to its end (or to a step limit) and was judged: it has a reward.' },
    UNSCORED: { description: 'A transcript that nobody judged.' },
    INFRASTRUCTURE_FAILURE: { description: 'The machinery failed; says nothing about the agent.' },
    SIMULATOR_FAILURE: { description: 'The simulated user failed; says nothing about the agent.' },
    TIMEOUT: { description: 'The wall-clock limit ended it.' },
  },
});

const ERROR_CODE_VALUES = {
  INVALID_INPUT: { description: 'The input breaks a rule; the message names the field, the value and the limit.' },
  UNAUTHENTICATED: { description: 'No key, an unknown key or a revoked one.' },
  FORBIDDEN: { description: 'The role of the key does not allow the operation.' },
  NOT_FOUND: { description: 'The organization has no such object.' },
  CONFLICT: { description: 'The request contradicts what is stored, such as a name that is taken.' },
  LIMIT_EXCEEDED: { description: 'The request is larger or more expensive than allowed.' },
  CANCELLED: { description: 'Cancelled on request.' },
  UNAVAILABLE: { description: 'A service that is needed cannot be reached; a later retry may succeed.' },
  INTERNAL: { description: 'An error of the server; the message holds a reference to its log.' },
} as const satisfies Readonly<Record<ErrorCode, { description: string }>>;

export const ErrorCodeEnum = enumOf(ERROR_CODES);
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Code of an error; the same words as in `extensions.code` of a GraphQL error.',
  valuesConfig: ERROR_CODE_VALUES,
});

export const JOB_ERROR_CODES = [...ERROR_CODES, 'WORKER_LOST'] as const;
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];
export const JobErrorCodeEnum = enumOf(JOB_ERROR_CODES);
registerEnumType(JobErrorCodeEnum, {
  name: 'JobErrorCode',
  description: 'Code of the error that ended an attempt of a job.',
  valuesConfig: {
    ...ERROR_CODE_VALUES,
    WORKER_LOST: { description: 'The worker that held the job stopped responding.' },
  },
});

export const JOB_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof JOB_STATES)[number];
export const JobStateEnum = enumOf(JOB_STATES);
registerEnumType(JobStateEnum, {
  name: 'JobState',
  description: 'Where a job stands. SUCCEEDED, FAILED and CANCELLED are final.',
  valuesConfig: {
    QUEUED: { description: 'Accepted and stored; no worker has taken it yet, or it waits for its next attempt.' },
    RUNNING: { description: 'A worker holds it.' },
    SUCCEEDED: { description: 'Done; its result is stored.' },
    FAILED: { description: 'Given up; the error says why.' },
    CANCELLED: { description: 'Stopped at a user’s request.' },
  },
});

export const POLICY_KINDS = ['ONNX', 'OPENAI', 'SCRIPTED', 'EXTERNAL'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];
export const PolicyKindEnum = enumOf(POLICY_KINDS);
registerEnumType(PolicyKindEnum, {
  name: 'PolicyKind',
  description: 'What chooses the actions.',
  valuesConfig: {
    ONNX: { description: 'A model file that our workers run.' },
    OPENAI: { description: 'A model behind an OpenAI-compatible endpoint.' },
    SCRIPTED: { description: 'A program.' },
    EXTERNAL: { description: 'Runs elsewhere; we only see its rollouts.' },
  },
});

export const SIMULATOR_KINDS = ['SCRIPTED', 'LLM', 'HUMAN', 'REPLAY', 'EXTERNAL'] as const;
export type SimulatorKind = (typeof SIMULATOR_KINDS)[number];
export const SimulatorKindEnum = enumOf(SIMULATOR_KINDS);
registerEnumType(SimulatorKindEnum, {
  name: 'UserSimulatorKind',
  description: 'Who plays the user.',
  valuesConfig: {
    SCRIPTED: { description: 'A program that knows the facts of the task.' },
    LLM: { description: 'A language model.' },
    HUMAN: { description: 'A person.' },
    REPLAY: { description: 'The recorded user of another rollout.' },
    EXTERNAL: { description: 'Ran elsewhere; we only see its words.' },
  },
});

export const HUMAN_TURN_STATES = ['WAITING', 'ANSWERED', 'EXPIRED', 'CANCELLED'] as const;
export type HumanTurnState = (typeof HUMAN_TURN_STATES)[number];
export const HumanTurnStateEnum = enumOf(HUMAN_TURN_STATES);
registerEnumType(HumanTurnStateEnum, {
  name: 'HumanTurnState',
  description: 'Where the question to a person stands. All but WAITING are final.',
  valuesConfig: {
    WAITING: { description: 'Nobody has answered yet.' },
    ANSWERED: { description: 'A person answered.' },
    EXPIRED: { description: 'Nobody answered in time.' },
    CANCELLED: { description: 'Its conversation ended or began anew before somebody answered.' },
  },
});

export const SCHEME_ORIGINS = ['PAPER', 'MANUAL', 'CALIBRATION', 'GATING'] as const;
export type SchemeOrigin = (typeof SCHEME_ORIGINS)[number];
export const SchemeOriginEnum = enumOf(SCHEME_ORIGINS);
registerEnumType(SchemeOriginEnum, {
  name: 'RewardSchemeOrigin',
  description: 'Where the values of a scheme come from.',
  valuesConfig: {
    PAPER: { description: 'A scheme of arXiv 2604.02869; every organization has these.' },
    MANUAL: { description: 'Written by a member.' },
    CALIBRATION: { description: 'Proposed by a calibration round.' },
    GATING: { description: 'Proposed by a training run from its newest rollouts.' },
  },
});

export const CHECKPOINT_ORIGINS = ['TRAINED', 'IMITATION', 'UPLOADED'] as const;
export type CheckpointOrigin = (typeof CHECKPOINT_ORIGINS)[number];
export const CheckpointOriginEnum = enumOf(CHECKPOINT_ORIGINS);
registerEnumType(CheckpointOriginEnum, {
  name: 'CheckpointOrigin',
  description: 'How a checkpoint came about.',
  valuesConfig: {
    TRAINED: { description: 'Written by reinforcement learning.' },
    IMITATION: { description: 'Written by behaviour cloning.' },
    UPLOADED: { description: 'An ONNX file that a member sent.' },
  },
});

/** Providers by their word in the API; enum words are in capitals. */
export const ComputeProviderEnum = Object.fromEntries(
  COMPUTE_PROVIDERS.map((provider) => [provider.toUpperCase(), provider]),
) as Readonly<Record<Uppercase<ComputeProvider>, ComputeProvider>>;
registerEnumType(ComputeProviderEnum, {
  name: 'ComputeProvider',
  description: 'What runs a model.',
  valuesConfig: {
    CPU: { description: 'The processor; every worker has it.' },
    WEBGPU: { description: 'A graphics card behind a Vulkan, Metal or Direct3D 12 driver.' },
    CUDA: { description: 'An NVIDIA card, with CUDA 12 and cuDNN 9 on the machine.' },
  },
});

export const FaultEnum = enumOf(FAULTS);
registerEnumType(FaultEnum, {
  name: 'Fault',
  description: 'Whose fault a failed rollout was.',
  valuesConfig: {
    AGENT: { description: 'The policy acted wrongly.' },
    SIMULATOR: { description: 'The simulated user did not keep to its task.' },
    ENVIRONMENT: { description: 'A tool or the world behaved wrongly.' },
    TASK: { description: 'The task cannot be solved as it is judged.' },
  },
});

export const FAULT_MARKS = [...FAULTS, 'NONE'] as const;
export type FaultMark = (typeof FAULT_MARKS)[number];
export const FaultMarkEnum = enumOf(FAULT_MARKS);
registerEnumType(FaultMarkEnum, {
  name: 'FaultMark',
  description: 'What a person says of a failed rollout.',
  valuesConfig: {
    AGENT: { description: 'The policy acted wrongly.' },
    SIMULATOR: { description: 'The simulated user did not keep to its task.' },
    ENVIRONMENT: { description: 'A tool or the world behaved wrongly.' },
    TASK: { description: 'The task cannot be solved as it is judged.' },
    NONE: { description: 'Nobody is blamed (any more).' },
  },
});

export const EVALUATION_STATES = ['COLLECTING', ...JOB_STATES] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];
export const EvaluationStateEnum = enumOf(EVALUATION_STATES);
registerEnumType(EvaluationStateEnum, {
  name: 'EvaluationState',
  description: 'Where an evaluation stands. SUCCEEDED, FAILED and CANCELLED are final.',
  valuesConfig: {
    COLLECTING: { description: 'Its collection is not complete; its job starts when that ends.' },
    QUEUED: { description: 'Its job waits for a worker.' },
    RUNNING: { description: 'A worker computes it.' },
    SUCCEEDED: { description: 'Done; its report is stored.' },
    FAILED: { description: 'Given up; the error of its job says why.' },
    CANCELLED: { description: 'Stopped at a user’s request.' },
  },
});

export const TrialConventionEnum = enumOf(TRIAL_CONVENTIONS);
registerEnumType(TrialConventionEnum, {
  name: 'TrialConvention',
  description: 'Which trials of a task pass^k and pass@k count.',
  valuesConfig: {
    TASK_TRIALS: { description: 'The scored ones of each task, as tau2-bench does.' },
    GLOBAL_TRIALS: {
      description:
        'As many as the task with the most attempts has, and one that is missing or was not scored failed, as tau-bench does.',
    },
  },
});

export const ProposalActionEnum = enumOf(PROPOSAL_ACTIONS);
registerEnumType(ProposalActionEnum, {
  name: 'ProposalAction',
  description: 'How a round arrives at the value that it proposes for a tier.',
  valuesConfig: {
    SCALE: { description: 'A value in proportion to the correlation.' },
    ZERO: { description: 'No value, for lack of evidence.' },
    KEEP: { description: 'The value of the anchor scheme; its sign agrees with the evidence.' },
    FLIP: { description: 'The value of the anchor scheme with the opposite sign.' },
  },
});
