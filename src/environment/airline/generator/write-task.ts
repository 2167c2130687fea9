import type { Random } from '../../../domain/random';
import type { GoldenAction } from '../../../domain/trajectory';
import { hashDatabase } from '../world/database-hash';
import { AirlineState } from '../world/state';
import { rateDifficulty } from './difficulty';
import { identityAnswers } from './facts/answers';
import { writeInstruction } from './facts/instruction';
import type { UserFacts } from './facts/user-facts';
import type { FamilyConversation } from './families/task-family';
import type { FamilyName } from './families/family-name';
import type { GeneratedTask } from './generated-task';
import { toolAction } from './requests/tool-action';
import { perform, type TaskPool } from './scene';

/** Identity of a task and the pool that it is drawn from. */
export type TaskFrame = {
  readonly id: string;
  readonly family: FamilyName;
  readonly pool: TaskPool;
  readonly random: Random;
};

/** Turn a drafted conversation into a task. @returns null when its golden actions do not run one after the other */
export function writeTask({ scene, drafts, manner }: FamilyConversation, frame: TaskFrame): GeneratedTask | null {
  const { pool, random } = frame;
  const { user } = scene;
  const goldenActions = withoutRepetition([
    toolAction('get_user_details', { user_id: user.userId }),
    ...drafts.flatMap(({ lookUps, writes }) => [...lookUps, ...writes]),
  ]);
  const state = new AirlineState(pool.world);
  if (!perform({ pool, state }, goldenActions)) return null;
  const { userId, firstName, lastName, dob } = user;
  const identity = { userId, firstName, lastName, dob, answers: identityAnswers(user) };
  const facts: UserFacts = { ...identity, steps: drafts.map(({ step }) => step), manner };
  return {
    id: frame.id,
    version: pool.toolset.version,
    split: pool.split,
    family: frame.family,
    userId,
    instruction: writeInstruction(facts, user, random),
    facts,
    goldenActions,
    traps: drafts.flatMap(({ traps }) => traps),
    targetHash: hashDatabase(state, pool.toolset.version),
    expectedOutputs: [...new Set(drafts.flatMap(({ outputs }) => outputs))],
    difficulty: rateDifficulty(
      drafts.flatMap(({ tags }) => tags),
      goldenActions.length,
    ),
  };
}

/** Drops repeated reads. */
function withoutRepetition(actions: readonly GoldenAction[]): GoldenAction[] {
  const seen = new Set<string>();
  return actions.filter(({ name, arguments: text }) => {
    const key = `${name} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
