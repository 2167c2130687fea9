import { registerEnumType } from 'type-graphql';
import { OUTCOME_CLASSES } from '../domain/trajectory';
import { COMPUTE_PROVIDERS } from '../domain/compute-provider';

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

export const SCHEME_ORIGINS = ['PAPER', 'MANUAL', 'CALIBRATION'] as const;
export type SchemeOrigin = (typeof SCHEME_ORIGINS)[number];
export const SchemeOriginEnum = enumOf(SCHEME_ORIGINS);
registerEnumType(SchemeOriginEnum, {
  name: 'RewardSchemeOrigin',
  description: 'Where the values of a scheme come from.',
  valuesConfig: {
    PAPER: { description: 'A scheme of arXiv 2604.02869; every organization has these.' },
    MANUAL: { description: 'Written by a member.' },
    CALIBRATION: { description: 'Proposed by a calibration round.' },
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

export const ComputeProviderEnum = enumOf(COMPUTE_PROVIDERS);
registerEnumType(ComputeProviderEnum, {
  name: 'ComputeProvider',
  description: 'What runs a model.',
  valuesConfig: {
    cpu: { description: 'The processor; every worker has it.' },
    webgpu: { description: 'A graphics card behind a Vulkan, Metal or Direct3D 12 driver.' },
    cuda: { description: 'An NVIDIA card, with CUDA 12 and cuDNN 9 on the machine.' },
  },
});
