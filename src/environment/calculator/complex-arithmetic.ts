import { RaisedException } from '../values/raised-exception';
import type { Complex } from './operand';

/** Sum of two complex numbers. */
export function addComplex(left: Complex, right: Complex): Complex {
  return complex(left.real + right.real, left.imaginary + right.imaginary);
}

/** Difference of two complex numbers. */
export function subtractComplex(left: Complex, right: Complex): Complex {
  return complex(left.real - right.real, left.imaginary - right.imaginary);
}

/** Product of two complex numbers; overflow is no error. */
export function multiplyComplex(left: Complex, right: Complex): Complex {
  return complex(
    left.real * right.real - left.imaginary * right.imaginary,
    left.real * right.imaginary + left.imaginary * right.real,
  );
}

/** Quotient of two complex numbers, scaled by the larger part of the divisor. @throws RaisedException ZeroDivisionError */
export function divideComplex(left: Complex, right: Complex): Complex {
  if (right.real === 0 && right.imaginary === 0) {
    throw new RaisedException('ZeroDivisionError', 'complex division by zero');
  }
  if (Math.abs(right.real) >= Math.abs(right.imaginary)) {
    const ratio = right.imaginary / right.real;
    const scale = right.real + right.imaginary * ratio;
    return complex((left.real + left.imaginary * ratio) / scale, (left.imaginary - left.real * ratio) / scale);
  }
  const ratio = right.real / right.imaginary;
  const scale = right.real * ratio + right.imaginary;
  return complex((left.real * ratio + left.imaginary) / scale, (left.imaginary * ratio - left.real) / scale);
}

/** Integer exponents up to this size are computed by multiplication. */
const MULTIPLIED_EXPONENT = 100;

/**
 * Complex power.
 *
 * @throws RaisedException ZeroDivisionError for zero to a negative or complex power; OverflowError when the result is infinite
 * @see CPython's complex_pow
 */
export function powerOfComplex(base: Complex, exponent: Complex): Complex {
  if (exponent.real === 0 && exponent.imaginary === 0) return complex(1, 0);
  if (base.real === 0 && base.imaginary === 0) {
    if (exponent.imaginary === 0 && exponent.real > 0) return complex(0, 0);
    throw new RaisedException('ZeroDivisionError', '0.0 to a negative or complex power');
  }
  const isMultiplied =
    exponent.imaginary === 0 && Number.isInteger(exponent.real) && Math.abs(exponent.real) <= MULTIPLIED_EXPONENT;
  const power = isMultiplied ? multipliedPower(base, exponent.real) : polarPower(base, exponent);
  if (Math.abs(power.real) === Infinity || Math.abs(power.imaginary) === Infinity) {
    throw new RaisedException('OverflowError', 'complex exponentiation');
  }
  return power;
}

function multipliedPower(base: Complex, exponent: number): Complex {
  let power = complex(1, 0);
  for (let count = 0; count < Math.abs(exponent); count += 1) power = multiplyComplex(power, base);
  if (exponent > 0) return power;
  if (power.real === 0 && power.imaginary === 0) {
    throw new RaisedException('ZeroDivisionError', '0.0 to a negative or complex power');
  }
  return divideComplex(complex(1, 0), power);
}

function polarPower(base: Complex, exponent: Complex): Complex {
  const size = Math.hypot(base.real, base.imaginary);
  const angle = Math.atan2(base.imaginary, base.real);
  let length = size ** exponent.real;
  let phase = angle * exponent.real;
  if (exponent.imaginary !== 0) {
    length /= Math.exp(angle * exponent.imaginary);
    phase += exponent.imaginary * Math.log(size);
  }
  return complex(length * Math.cos(phase), length * Math.sin(phase));
}

function complex(real: number, imaginary: number): Complex {
  return { kind: 'complex', real, imaginary };
}
