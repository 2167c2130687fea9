/** The text of a GraphQL operation, with the types of its result and variables for the compiler. */
export type Operation<Result, Variables> = {
  readonly text: string;
  /** Never set at run time. */
  readonly types?: (variables: Variables) => Result;
};

export type ResultOf<Sent> = Sent extends Operation<infer Result, never> ? Result : never;
export type VariablesOf<Sent> = Sent extends Operation<unknown, infer Variables> ? Variables : never;
