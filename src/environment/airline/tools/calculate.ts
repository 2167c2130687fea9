import { calculate, EXPRESSION_CHARACTERS } from '../../calculator/calculate';
import { membersOf } from '../../values/containers';
import { RaisedException } from '../../values/raised-exception';
import { typeName, type Value } from '../../values/value';
import { itemAt } from '../../values/containers';
import { Refusal, type Tool } from '../tool';
import type { Wording } from '../wording';

/** Evaluate an arithmetic expression. The versions word an invalid character differently. @see Specification of tau-bench airline, section 3, calculate */
export function calculateTool(wording: Wording): Tool {
  return {
    name: 'calculate',
    parameters: ['expression'],
    kind: 'READ',
    endsEpisode: false,
    run(given) {
      const expression = itemAt(given, 'expression');
      if (!membersOf(expression).every(isAllowed)) throw new Refusal(wording.invalidExpression);
      if (typeof expression !== 'string') throw new Refusal('eval() arg 1 must be a string, bytes or code object');
      return evaluate(expression);
    },
  };
}

/** A member of a list may be a longer text; the reference asks whether it is a part of the allowed characters. */
function isAllowed(member: Value): boolean {
  if (typeof member === 'string') return EXPRESSION_CHARACTERS.includes(member);
  throw new RaisedException('TypeError', `'in <string>' requires string as left operand, not ${typeName(member)}`);
}

/** The tool itself catches what the expression raises, so that it is an answer of the tool. */
function evaluate(expression: string): string {
  try {
    return calculate(expression);
  } catch (error) {
    if (error instanceof RaisedException) throw new Refusal(error.message);
    throw error;
  }
}
