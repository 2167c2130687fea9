import { toFloat } from '../values/number-arithmetic';
import { RaisedException } from '../values/raised-exception';
import { binaryOperation } from './binary-operation';
import { ELLIPSIS, EMPTY_TUPLE, isReal, operandText, operandType, type Operand } from './operand';
import type { Expression } from './syntax-tree';
import { literalValue } from './token-stream';

/**
 * Value of a parsed expression as a float.
 *
 * @throws RaisedException with the reference's message for division by zero, overflow, a wrong operand, a call of a number,
 *   or a result that is no real number
 */
export function evaluateToFloat(expression: Expression): number {
  const result = evaluate(expression);
  if (isReal(result)) return toFloat(result);
  throw new RaisedException(
    'TypeError',
    `float() argument must be a string or a real number, not '${operandType(result)}'`,
  );
}

function evaluate(expression: Expression): Operand {
  switch (expression.kind) {
    case 'number':
      return literalValue(expression.text);
    case 'tuple':
      return EMPTY_TUPLE;
    case 'ellipsis':
      return ELLIPSIS;
    case 'unary':
      return applySign(expression.symbol, evaluate(expression.operand));
    case 'binary':
      return binaryOperation(expression.symbol, evaluate(expression.left), evaluate(expression.right));
    case 'call':
      throw refuseCall(expression);
  }
}

function applySign(symbol: '+' | '-', operand: Operand): Operand {
  if (isReal(operand)) return symbol === '+' ? operand : -operand;
  if (operand.kind === 'complex') {
    return symbol === '+' ? operand : { ...operand, real: -operand.real, imaginary: -operand.imaginary };
  }
  throw new RaisedException('TypeError', `bad operand type for unary ${symbol}: '${operandType(operand)}'`);
}

/** No value here is callable; errors in the argument take precedence. */
function refuseCall(call: Extract<Expression, { kind: 'call' }>): RaisedException {
  const callee = evaluate(call.callee);
  const argument = call.argument === null ? null : evaluate(call.argument);
  if (argument !== null && call.star === '**') {
    return new RaisedException(
      'TypeError',
      `${operandText(callee)} argument after ** must be a mapping, not ${operandType(argument)}`,
    );
  }
  if (argument !== null && call.star === '*' && argument !== EMPTY_TUPLE) {
    return new RaisedException(
      'TypeError',
      `${operandText(callee)} argument after * must be an iterable, not ${operandType(argument)}`,
    );
  }
  return new RaisedException('TypeError', `'${operandType(callee)}' object is not callable`);
}
