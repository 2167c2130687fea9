import type { GoldenAction } from '../../../../domain/trajectory';
import type { DifficultyTag } from '../difficulty';
import { requestAnswers } from '../facts/answers';
import type { RequestStep } from '../facts/user-facts';
import { tripsOf, type UserRequest } from '../facts/user-request';
import type { Scene } from '../scene';
import { statusesOf } from './flight-day-view';
import { judgeRequest } from './judge-request';
import { answersFor } from './required-outputs';
import { toolAction } from './tool-action';

/** A request with the calls of an agent that follows the policy. */
export type RequestDraft = {
  readonly step: RequestStep;
  /** Read calls that are needed; ends with a transfer to a colleague where the policy asks for one. */
  readonly lookUps: readonly GoldenAction[];
  /** Calls that change the database: none for a refusal. */
  readonly writes: readonly GoldenAction[];
  /** Traps: calls that would grant a forbidden request. */
  readonly traps: readonly GoldenAction[];
  /** Texts that the customer must be told. */
  readonly outputs: readonly string[];
  readonly tags: readonly DifficultyTag[];
};

/** Input from a drafter about a request. */
export type DraftParts = {
  readonly request: UserRequest;
  /** Requests granted earlier in the conversation; default none. */
  readonly earlier?: readonly UserRequest[];
  /** Reads needed to judge the request. */
  readonly lookUps: readonly GoldenAction[];
  /** Additional reads needed to grant it. */
  readonly preparations: readonly GoldenAction[];
  /** Writes that grant it: empty when no tool does, or nothing is to be done. */
  readonly writes: readonly GoldenAction[];
  readonly tags?: readonly DifficultyTag[];
};

/**
 * Judge a request and assemble its draft: an allowed request is carried out; a forbidden one is refused or transferred,
 * and its writes become traps.
 */
export function settleRequest(scene: Scene, parts: DraftParts): RequestDraft {
  const { request, earlier = [], lookUps, preparations, writes, tags = [] } = parts;
  const { pool, user } = scene;
  const verdict = judgeRequest(request, {
    pool,
    user,
    earlier,
    statusesOf: (segments) => statusesOf(pool.untouched, segments),
  });
  const answers = requestAnswers(request, scene.user);
  const step = { firstWish: null, request, isWithdrawn: false, verdict, answers };
  const tripTags: DifficultyTag[] = tripsOf(request).some(({ isIdKnown }) => !isIdKnown)
    ? ['unknown-reservation-id']
    : [];
  if (verdict.isAllowed) {
    const outputs = answersFor(scene, request);
    const all = [...lookUps, ...preparations];
    return { step, lookUps: all, writes, traps: [], outputs, tags: [...tripTags, ...tags] };
  }
  const transfer = verdict.needsHuman ? [transferAction(scene, request)] : [];
  return {
    step,
    lookUps: [...lookUps, ...transfer],
    writes: [],
    traps: writes,
    outputs: [],
    tags: [
      ...tripTags,
      ...tags.filter((tag) => TAGS_OF_REFUSALS.includes(tag)),
      verdict.needsHuman ? 'transfer' : 'policy-refusal',
    ],
  };
}

/** Difficulty tags of granting a request do not apply when it is refused. */
const TAGS_OF_REFUSALS: readonly DifficultyTag[] = ['disruption', 'false-claim'];

function transferAction(scene: Scene, request: UserRequest): GoldenAction {
  const ids = tripsOf(request).map(({ reservationId }) => reservationId);
  const summary = `Customer ${scene.user.userId} asks for a change of reservation ${ids.join(', ')}, of which a flight has left.`;
  return toolAction('transfer_to_human_agents', { summary });
}
