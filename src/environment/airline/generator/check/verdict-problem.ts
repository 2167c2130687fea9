import { parseJson } from '../../../values/json/parse-json';
import { isList } from '../../../values/value';
import { textAt } from '../../world/entry-fields';
import { presumeStatus, type Disruption, type FlightStatus } from '../../policy/flight-status';
import type { Segment } from '../../policy/reservation-view';
import type { UserProfile } from '../../policy/user-view';
import type { UserRequest } from '../facts/user-request';
import type { GeneratedTask } from '../generated-task';
import { statusesOf } from '../requests/flight-day-view';
import { searchAction } from '../requests/flight-search';
import { judgeRequest } from '../requests/judge-request';
import type { TaskPool } from '../scene';

/**
 * Describes a request whose verdict differs from the task's facts, or that is granted without a write or written
 * without being granted; null when there is none. Judged twice: from the true state of the flights, and from what an
 * agent of the first version can infer, which has no tool for flight status.
 */
export function findVerdictProblem(pool: TaskPool, task: GeneratedTask, user: UserProfile): string | null {
  const { steps } = task.facts;
  const granted = steps.filter(({ request, verdict, isWithdrawn }) => {
    return request.kind !== 'LOOK_UP' && verdict.isAllowed && !isWithdrawn;
  });
  const writes = task.goldenActions.filter(({ name }) => pool.toolset.find(name)?.kind === 'WRITE');
  if (writes.length !== granted.length) {
    return `${granted.length} requests are granted, but ${writes.length} golden actions change the database`;
  }
  for (const [rank, { request, verdict }] of steps.entries()) {
    const earlier = steps.slice(0, rank).filter((step) => step.verdict.isAllowed && !step.isWithdrawn);
    const context = { pool, user, earlier: earlier.map((step) => step.request) };
    const sights = [
      (segments: readonly Segment[]) => statusesOf(pool.untouched, segments),
      (segments: readonly Segment[]) => presumedStatuses(pool, segments, claimOf(request)),
    ];
    for (const sight of sights) {
      const judged = JSON.stringify(judgeRequest(request, { ...context, statusesOf: sight }));
      if (judged !== JSON.stringify(verdict)) {
        return `request ${request.kind} is judged ${judged}, but the facts say ${JSON.stringify(verdict)}`;
      }
    }
  }
  return null;
}

function claimOf(request: UserRequest): Disruption | null {
  if (request.kind === 'COMPENSATE') return request.disruption;
  return request.kind === 'CANCEL' && request.reason === 'AIRLINE_CANCELLED' ? 'CANCELLED' : null;
}

function presumedStatuses(pool: TaskPool, segments: readonly Segment[], claim: Disruption | null): FlightStatus[] {
  return segments.map((segment) => presumeStatus({ date: segment.date, isListed: isListed(pool, segment), claim }));
}

function isListed(pool: TaskPool, segment: Segment): boolean {
  const { name, arguments: text } = searchAction(segment, 'NAMED');
  const shown = parseJson(pool.toolset.call(pool.untouched, name, text).text ?? '[]');
  return isList(shown) && shown.some((flight) => textAt(flight, 'flight_number') === segment.flightNumber);
}
