import { LimitExceededError } from '../../errors';
import { LIMITS } from './limits';

/**
 * Refuses variables that nest deeper than any input, before other code walks them recursively: through a recursive
 * input type a client could otherwise exhaust the stack.
 *
 * @throws LimitExceededError naming the limit
 */
export function assertVariablesAreShallow(variables: unknown): void {
  let level = [variables].filter(isComposite);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.variableDepth) {
      throw new LimitExceededError(`the variables nest more than ${LIMITS.variableDepth} levels deep`);
    }
    level = level.flatMap((value) => Object.values(value).filter(isComposite));
  }
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
