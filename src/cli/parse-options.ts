import { InvalidArgumentError } from 'commander';

/** A whole number, min 0. @throws InvalidArgumentError */
export function parseWholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('not a whole number.');
}

/** A finite number. @throws InvalidArgumentError */
export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('not a number.');
  return value;
}
