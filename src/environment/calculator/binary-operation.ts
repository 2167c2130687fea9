import { divideNumbers, floorDivide } from '../values/division';
import { bitLength } from '../values/json/nearest-float';
import { addNumbers, multiplyNumbers, subtractNumbers, toFloat, type Numeric } from '../values/number-arithmetic';
import { powerOfFloats } from '../values/power';
import { RaisedException } from '../values/raised-exception';
import { addComplex, divideComplex, multiplyComplex, powerOfComplex, subtractComplex } from './complex-arithmetic';
import { EMPTY_TUPLE, isReal, operandType, type Complex, type Operand } from './operand';
import type { BinarySymbol } from './syntax-tree';

/** Larger ints are not computed: no later step could turn them back into a float in reasonable time. */
const MAX_BITS = 2 ** 25;

/**
 * Value of one operation, by the reference language's rules for ints, floats, complex numbers, `()` and `...`.
 *
 * @throws RaisedException for division by zero, overflow or operands that do not fit; OverflowError also where the exact
 *   int would need more than 2 ** 25 bits, which the reference would compute for minutes
 */
export function binaryOperation(symbol: BinarySymbol, left: Operand, right: Operand): Operand {
  if (isReal(left) && isReal(right)) return realOperation(symbol, left, right);
  const isNumeric = (operand: Operand): operand is Numeric | Complex => isReal(operand) || operand.kind === 'complex';
  if (isNumeric(left) && isNumeric(right) && symbol !== '//') {
    return complexOperation(symbol, toComplex(left), toComplex(right));
  }
  return tupleOperation(symbol, left, right);
}

function realOperation(symbol: BinarySymbol, left: Numeric, right: Numeric): Operand {
  switch (symbol) {
    case '+':
      return addNumbers(left, right);
    case '-':
      return subtractNumbers(left, right);
    case '*':
      if (typeof left === 'bigint' && typeof right === 'bigint')
        checkSize(bitLength(abs(left)) + bitLength(abs(right)));
      return multiplyNumbers(left, right);
    case '/':
      return divideNumbers(left, right);
    case '//':
      return floorDivide(left, right);
    case '**':
      return power(left, right);
  }
}

function power(base: Numeric, exponent: Numeric): Operand {
  if (typeof base === 'bigint' && typeof exponent === 'bigint' && exponent >= 0n) return powerOfInts(base, exponent);
  const floatBase = toFloat(base);
  const floatExponent = toFloat(exponent);
  const isComplex =
    floatBase < 0 && Number.isFinite(floatBase) && Number.isFinite(floatExponent) && !Number.isInteger(floatExponent);
  return isComplex
    ? powerOfComplex(toComplex(floatBase), toComplex(floatExponent))
    : powerOfFloats(floatBase, floatExponent);
}

function powerOfInts(base: bigint, exponent: bigint): bigint {
  const size = abs(base);
  if (size > 1n) checkSize((bitLength(size) - 1) * Number(exponent));
  return size > 1n ? base ** exponent : base ** (exponent < 2n ? exponent : 2n - (exponent & 1n));
}

function checkSize(bits: number): void {
  if (bits > MAX_BITS) throw new RaisedException('OverflowError', 'int too large to convert to float');
}

function complexOperation(symbol: Exclude<BinarySymbol, '//'>, left: Complex, right: Complex): Complex {
  switch (symbol) {
    case '+':
      return addComplex(left, right);
    case '-':
      return subtractComplex(left, right);
    case '*':
      return multiplyComplex(left, right);
    case '/':
      return divideComplex(left, right);
    case '**':
      return powerOfComplex(left, right);
  }
}

/** The empty tuple can be joined with itself and repeated; everything else with it or with `...` is an error. */
function tupleOperation(symbol: BinarySymbol, left: Operand, right: Operand): Operand {
  if (symbol === '+' && left === EMPTY_TUPLE) {
    if (right === EMPTY_TUPLE) return EMPTY_TUPLE;
    throw new RaisedException('TypeError', `can only concatenate tuple (not "${operandType(right)}") to tuple`);
  }
  if (symbol === '*' && (left === EMPTY_TUPLE || right === EMPTY_TUPLE)) {
    return repeatTuple(left === EMPTY_TUPLE ? right : left);
  }
  const name = symbol === '**' ? '** or pow()' : symbol;
  throw new RaisedException(
    'TypeError',
    `unsupported operand type(s) for ${name}: '${operandType(left)}' and '${operandType(right)}'`,
  );
}

function repeatTuple(count: Operand): Operand {
  if (typeof count !== 'bigint') {
    throw new RaisedException('TypeError', `can't multiply sequence by non-int of type '${operandType(count)}'`);
  }
  if (BigInt.asIntN(64, count) !== count) {
    throw new RaisedException('OverflowError', "cannot fit 'int' into an index-sized integer");
  }
  return EMPTY_TUPLE;
}

function toComplex(operand: Numeric | Complex): Complex {
  return isReal(operand) ? { kind: 'complex', real: toFloat(operand), imaginary: 0 } : operand;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
