import { LimitExceededError } from '../../errors';
import { LIMITS } from './limits';

/**
 * Refuses variables that nest deeper than any input does, before something walks them by recursion: an input type that
 * holds itself would else let a client exhaust the stack.
 *
 * @throws LimitExceededError naming the limit
 */
export function assertVariablesAreShallow(variables: unknown): void {
  let level = [variables].filter(isComposite);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.variableDepth) {
      throw new LimitExceededError(`the variables nest more than ${LIMITS.variableDepth} levels`);
    }
    level = level.flatMap((value) => Object.values(value).filter(isComposite));
  }
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
