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

/** A request with what an agent that keeps to the policy does about it. */
export type RequestDraft = {
  readonly step: RequestStep;
  /** Calls that find out what is needed; a transfer to a colleague where the policy asks for one comes last. */
  readonly lookUps: readonly GoldenAction[];
  /** Calls that change the database: none for a refusal. */
  readonly writes: readonly GoldenAction[];
  /** Calls that would grant what must not be granted. */
  readonly traps: readonly GoldenAction[];
  /** Texts that the customer must be told. */
  readonly outputs: readonly string[];
  readonly tags: readonly DifficultyTag[];
};

/** What a drafter found out about a request. */
export type DraftParts = {
  readonly request: UserRequest;
  /** Requests that were granted before in the conversation; none when left out. */
  readonly earlier?: readonly UserRequest[];
  /** What an agent must look at to judge the request. */
  readonly lookUps: readonly GoldenAction[];
  /** What it must look at besides to grant it. */
  readonly preparations: readonly GoldenAction[];
  /** What grants it: empty when no tool does, or nothing is to be done. */
  readonly writes: readonly GoldenAction[];
  readonly tags?: readonly DifficultyTag[];
};

/** Judge a request and put it together: what is allowed is done, what is forbidden is refused or handed over and becomes a trap. */
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

/** What makes granting a request hard is no matter when it is refused. */
const TAGS_OF_REFUSALS: readonly DifficultyTag[] = ['disruption', 'false-claim'];

function transferAction(scene: Scene, request: UserRequest): GoldenAction {
  const ids = tripsOf(request).map(({ reservationId }) => reservationId);
  const summary = `Customer ${scene.user.userId} asks for a change of reservation ${ids.join(', ')}, of which a flight has left.`;
  return toolAction('transfer_to_human_agents', { summary });
}
