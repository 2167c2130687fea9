import { floatText } from '../values/float-text';
import { RaisedException } from '../values/raised-exception';
import { roundToHundredths } from '../values/round-to-hundredths';
import { evaluateToFloat } from './evaluate-expression';
import { parseExpression } from './parse-expression';

/** Every character that an expression may hold. */
export const EXPRESSION_CHARACTERS = '0123456789+-*/(). ';

/**
 * Evaluate an arithmetic expression as the reference language would, round to 2 places and print it as a float.
 *
 * @param expression text that contains only EXPRESSION_CHARACTERS
 * @returns e.g. `4.0` for `2+2`
 * @throws RaisedException with the reference's message
 * @see Specification of tau-bench airline, section 3, calculate
 */
export function calculate(expression: string): string {
  if (expression.trim() === '') throw new RaisedException('SyntaxError', 'invalid syntax (<string>, line 0)');
  return floatText(roundToHundredths(evaluateToFloat(parseExpression(expression))));
}
