import { registerEnumType } from 'type-graphql';
import { PROPOSAL_ACTIONS } from '../domain/calibration/calibration-report';
import { TRIAL_CONVENTIONS } from '../domain/evaluation/evaluation-settings';
import { FAULTS } from '../domain/evaluation/outcome-matrix';
import { OUTCOME_CLASSES } from '../domain/trajectory';
import { COMPUTE_PROVIDERS, type ComputeProvider } from '../domain/compute-provider';
import { ERROR_CODES, type ErrorCode } from '../errors';

/** An enum object (`{A: 'A'}`) from a list of words, in the form that GraphQL registration expects. */
export function enumOf<Word extends string>(words: readonly Word[]): { readonly [W in Word]: W } {
  return Object.fromEntries(words.map((word) => [word, word])) as { [W in Word]: W };
}

export const ROLES = ['VIEWER', 'MEMBER', 'WORKER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];
export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'Role of an API key, which decides what the key is allowed to do.',
  valuesConfig: {
    VIEWER: { description: 'Reads all data of its organization, except API keys.' },
    MEMBER: { description: 'A VIEWER that can also create experiments, send rollouts and start jobs.' },
    WORKER: { description: 'For machines: reads, like a VIEWER. Workers themselves use the database, not a key.' },
    ADMIN: { description: 'A MEMBER that can also manage API keys and endpoints.' },
  },
});

export const OutcomeClassEnum = enumOf(OUTCOME_CLASSES);
registerEnumType(OutcomeClassEnum, {
  name: 'OutcomeClass',
  description:
    'Whether a rollout counts as evidence about the agent. Only SCORED rollouts have a reward and enter statistics.',
  valuesConfig: {
    SCORED: { description: 'Ran to its end, or to a step limit, and was judged. It has a reward.' },
    UNSCORED: { description: 'A transcript that was not judged.' },
    INFRASTRUCTURE_FAILURE: { description: 'The infrastructure failed, so the rollout says nothing about the agent.' },
    SIMULATOR_FAILURE: { description: 'The user simulator failed, so the rollout says nothing about the agent.' },
    TIMEOUT: { description: 'Ended by the limit on wall time.' },
  },
});

const ERROR_CODE_VALUES = {
  INVALID_INPUT: { description: 'Invalid input. The message names the field, the value and the limit.' },
  UNAUTHENTICATED: { description: 'The API key is missing, unknown or revoked.' },
  FORBIDDEN: { description: 'The role of the API key does not permit the operation.' },
  NOT_FOUND: { description: 'The object does not exist in the organization.' },
  CONFLICT: { description: 'The request conflicts with stored data, e.g. the name is already taken.' },
  LIMIT_EXCEEDED: { description: 'The request exceeds a limit on size or cost.' },
  CANCELLED: { description: 'Cancelled on request.' },
  UNAVAILABLE: { description: 'A required service is unreachable. A retry may succeed later.' },
  INTERNAL: { description: 'Server error. The message contains a reference to the server log.' },
} as const satisfies Readonly<Record<ErrorCode, { description: string }>>;

export const ErrorCodeEnum = enumOf(ERROR_CODES);
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Error code, as in `extensions.code` of a GraphQL error.',
  valuesConfig: ERROR_CODE_VALUES,
});

export const JOB_ERROR_CODES = [...ERROR_CODES, 'WORKER_LOST'] as const;
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];
export const JobErrorCodeEnum = enumOf(JOB_ERROR_CODES);
registerEnumType(JobErrorCodeEnum, {
  name: 'JobErrorCode',
  description: 'Error code of a failed attempt of a job.',
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
  description: 'State of a job. SUCCEEDED, FAILED and CANCELLED are final.',
  valuesConfig: {
    QUEUED: { description: 'Stored and waiting for a worker, or for its next attempt.' },
    RUNNING: { description: 'A worker is running it.' },
    SUCCEEDED: { description: 'Completed; the result is stored.' },
    FAILED: { description: 'Failed permanently; the error gives the reason.' },
    CANCELLED: { description: 'Cancelled by a user.' },
  },
});

export const POLICY_KINDS = ['ONNX', 'OPENAI', 'SCRIPTED', 'EXTERNAL'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];
export const PolicyKindEnum = enumOf(POLICY_KINDS);
registerEnumType(PolicyKindEnum, {
  name: 'PolicyKind',
  description: 'Kind of a policy.',
  valuesConfig: {
    ONNX: { description: 'An ONNX model that our workers run.' },
    OPENAI: { description: 'A model served by an OpenAI-compatible endpoint.' },
    SCRIPTED: { description: 'A program.' },
    EXTERNAL: { description: 'Runs outside Turnwise, which only stores its rollouts.' },
  },
});

export const SIMULATOR_KINDS = ['SCRIPTED', 'LLM', 'HUMAN', 'REPLAY', 'EXTERNAL'] as const;
export type SimulatorKind = (typeof SIMULATOR_KINDS)[number];
export const SimulatorKindEnum = enumOf(SIMULATOR_KINDS);
registerEnumType(SimulatorKindEnum, {
  name: 'UserSimulatorKind',
  description: 'Kind of a user simulator.',
  valuesConfig: {
    SCRIPTED: { description: 'A program that knows the facts of the task and answers from them.' },
    LLM: { description: 'A language model.' },
    HUMAN: { description: 'A person.' },
    REPLAY: { description: 'A replay of the user of a recorded rollout.' },
    EXTERNAL: { description: 'Ran outside Turnwise, which only stores its messages.' },
  },
});

export const HUMAN_TURN_STATES = ['WAITING', 'ANSWERED', 'EXPIRED', 'CANCELLED'] as const;
export type HumanTurnState = (typeof HUMAN_TURN_STATES)[number];
export const HumanTurnStateEnum = enumOf(HUMAN_TURN_STATES);
registerEnumType(HumanTurnStateEnum, {
  name: 'HumanTurnState',
  description: 'State of a human turn. All states except WAITING are final.',
  valuesConfig: {
    WAITING: { description: 'Not answered yet.' },
    ANSWERED: { description: 'A person answered.' },
    EXPIRED: { description: 'Not answered before the deadline.' },
    CANCELLED: { description: 'The conversation ended or restarted before a reply was sent.' },
  },
});

export const SCHEME_ORIGINS = ['PAPER', 'MANUAL', 'CALIBRATION', 'GATING'] as const;
export type SchemeOrigin = (typeof SCHEME_ORIGINS)[number];
export const SchemeOriginEnum = enumOf(SCHEME_ORIGINS);
registerEnumType(SchemeOriginEnum, {
  name: 'RewardSchemeOrigin',
  description: 'Origin of the values of a reward scheme.',
  valuesConfig: {
    PAPER: { description: 'A scheme from arXiv 2604.02869, present in every organization.' },
    MANUAL: { description: 'Created by a member.' },
    CALIBRATION: { description: 'Proposed by a calibration round.' },
    GATING: { description: 'Proposed by a training run from its latest rollouts.' },
  },
});

export const CHECKPOINT_ORIGINS = ['TRAINED', 'IMITATION', 'UPLOADED'] as const;
export type CheckpointOrigin = (typeof CHECKPOINT_ORIGINS)[number];
export const CheckpointOriginEnum = enumOf(CHECKPOINT_ORIGINS);
registerEnumType(CheckpointOriginEnum, {
  name: 'CheckpointOrigin',
  description: 'How a checkpoint was created.',
  valuesConfig: {
    TRAINED: { description: 'Written by reinforcement learning.' },
    IMITATION: { description: 'Written by behaviour cloning.' },
    UPLOADED: { description: 'Uploaded by a member as an ONNX file.' },
  },
});

/** Providers by their name in the API, where enum values are upper case. */
export const ComputeProviderEnum = Object.fromEntries(
  COMPUTE_PROVIDERS.map((provider) => [provider.toUpperCase(), provider]),
) as Readonly<Record<Uppercase<ComputeProvider>, ComputeProvider>>;
registerEnumType(ComputeProviderEnum, {
  name: 'ComputeProvider',
  description: 'Execution provider of a model.',
  valuesConfig: {
    CPU: { description: 'CPU, available on every worker.' },
    WEBGPU: { description: 'GPU with a Vulkan, Metal or Direct3D 12 driver.' },
    CUDA: { description: 'NVIDIA GPU, with CUDA 12 and cuDNN 9 installed.' },
  },
});

export const FaultEnum = enumOf(FAULTS);
registerEnumType(FaultEnum, {
  name: 'Fault',
  description: 'Cause of a failed rollout.',
  valuesConfig: {
    AGENT: { description: 'The policy made a mistake.' },
    SIMULATOR: { description: 'The user simulator deviated from its task.' },
    ENVIRONMENT: { description: 'A tool or the simulated world malfunctioned.' },
    TASK: { description: 'The task cannot be solved under its success criteria.' },
  },
});

export const FAULT_MARKS = [...FAULTS, 'NONE'] as const;
export type FaultMark = (typeof FAULT_MARKS)[number];
export const FaultMarkEnum = enumOf(FAULT_MARKS);
registerEnumType(FaultMarkEnum, {
  name: 'FaultMark',
  description: 'Cause of a failed rollout, as marked by a person.',
  valuesConfig: {
    AGENT: { description: 'The policy made a mistake.' },
    SIMULATOR: { description: 'The user simulator deviated from its task.' },
    ENVIRONMENT: { description: 'A tool or the simulated world malfunctioned.' },
    TASK: { description: 'The task cannot be solved under its success criteria.' },
    NONE: { description: 'No cause; withdraws an earlier mark.' },
  },
});

export const EVALUATION_STATES = ['COLLECTING', ...JOB_STATES] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];
export const EvaluationStateEnum = enumOf(EVALUATION_STATES);
registerEnumType(EvaluationStateEnum, {
  name: 'EvaluationState',
  description: 'State of an evaluation. SUCCEEDED, FAILED and CANCELLED are final.',
  valuesConfig: {
    COLLECTING: { description: 'Waiting for its collection to end; the job starts then.' },
    QUEUED: { description: 'The job is waiting for a worker.' },
    RUNNING: { description: 'A worker is computing the report.' },
    SUCCEEDED: { description: 'Completed; the report is stored.' },
    FAILED: { description: 'Failed permanently; the error of the job gives the reason.' },
    CANCELLED: { description: 'Cancelled by a user.' },
  },
});

export const TrialConventionEnum = enumOf(TRIAL_CONVENTIONS);
registerEnumType(TrialConventionEnum, {
  name: 'TrialConvention',
  description: 'Which trials of a task enter pass^k and pass@k.',
  valuesConfig: {
    TASK_TRIALS: { description: 'The SCORED trials of each task, as in tau2-bench.' },
    GLOBAL_TRIALS: {
      description:
        'As many trials per task as the task with the most attempts has. Missing trials and trials that are not ' +
        'SCORED count as failures, as in tau-bench.',
    },
  },
});

export const ProposalActionEnum = enumOf(PROPOSAL_ACTIONS);
registerEnumType(ProposalActionEnum, {
  name: 'ProposalAction',
  description: 'How a calibration round chose the value that it proposes for a tier.',
  valuesConfig: {
    SCALE: { description: 'A value proportional to the correlation.' },
    ZERO: { description: 'Value 0, because the evidence is too weak.' },
    KEEP: { description: 'The value of the anchor scheme, because its sign agrees with the evidence.' },
    FLIP: {
      description: 'The value of the anchor scheme with its sign reversed, because the evidence contradicts it.',
    },
  },
});
