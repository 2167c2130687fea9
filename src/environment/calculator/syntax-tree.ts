/** An operator between two operands. */
export type BinarySymbol = '+' | '-' | '*' | '/' | '//' | '**';

/** A parsed expression. `depth` is the number of nodes on its longest path, for the limit on nesting. */
export type Expression =
  | { readonly kind: 'number'; readonly text: string; readonly depth: number }
  | { readonly kind: 'tuple'; readonly depth: number }
  | { readonly kind: 'ellipsis'; readonly depth: number }
  | {
      readonly kind: 'unary';
      readonly symbol: '+' | '-';
      readonly operand: Expression;
      readonly depth: number;
    }
  | {
      readonly kind: 'binary';
      readonly symbol: BinarySymbol;
      readonly left: Expression;
      readonly right: Expression;
      readonly depth: number;
    }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      /** Prefix of the argument: nothing, or a star that unpacks it. */
      readonly star: '' | '*' | '**';
      readonly argument: Expression | null;
      readonly depth: number;
    };
