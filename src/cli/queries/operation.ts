/** The text of a GraphQL operation with the types of its result and its variables, which are for the compiler alone. */
export type Operation<Result, Variables> = {
  readonly text: string;
  /** Never there. */
  readonly types?: (variables: Variables) => Result;
};

export type ResultOf<Sent> = Sent extends Operation<infer Result, never> ? Result : never;
export type VariablesOf<Sent> = Sent extends Operation<unknown, infer Variables> ? Variables : never;
