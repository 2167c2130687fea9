/** Types of exception that the reference tools can raise. */
export type ExceptionType =
  | 'AttributeError'
  | 'KeyError'
  | 'OverflowError'
  | 'RecursionError'
  | 'SyntaxError'
  | 'TypeError'
  | 'ValidationError'
  | 'ValueError'
  | 'ZeroDivisionError';

/**
 * An exception of the simulated world: the reference tool would raise it, and its environment would show the message to
 * the agent. It is the result of a call, never a fault of this program, and does not leave the toolset.
 */
export class RaisedException extends Error {
  constructor(
    readonly type: ExceptionType,
    message: string,
  ) {
    super(message);
    this.name = 'RaisedException';
  }
}
