import { floatText } from '../values/float-text';
import { intText } from '../values/int-text';

/** A complex number: what a negative float to a fractional power is. */
export type Complex = { readonly kind: 'complex'; readonly real: number; readonly imaginary: number };

/** What a part of an expression can evaluate to. */
export type Operand = bigint | number | Complex | typeof EMPTY_TUPLE | typeof ELLIPSIS;

/** The value of `()`. */
export const EMPTY_TUPLE = { kind: 'tuple' } as const;

/** The value of `...`. */
export const ELLIPSIS = { kind: 'ellipsis' } as const;

/** Whether the operand is an int or a float. */
export function isReal(operand: Operand): operand is bigint | number {
  return typeof operand === 'bigint' || typeof operand === 'number';
}

/** Name of the operand's type in error texts. */
export function operandType(operand: Operand): string {
  if (typeof operand === 'bigint') return 'int';
  return typeof operand === 'number' ? 'float' : operand.kind;
}

/** The operand as an error text shows it. */
export function operandText(operand: Operand): string {
  if (typeof operand === 'bigint') return intText(operand);
  if (typeof operand === 'number') return floatText(operand);
  if (operand.kind === 'tuple') return '()';
  if (operand.kind === 'ellipsis') return 'Ellipsis';
  const imaginary = `${partText(operand.imaginary)}j`;
  if (operand.real === 0 && !Object.is(operand.real, -0)) return imaginary;
  return `(${partText(operand.real)}${imaginary.startsWith('-') ? '' : '+'}${imaginary})`;
}

function partText(part: number): string {
  return floatText(part).replace(/\.0$/, '');
}
