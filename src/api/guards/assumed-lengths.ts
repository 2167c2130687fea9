/** Assumed turns of a rollout when the cost of an operation is estimated. */
export const ASSUMED_TURNS = 25;

/** Assumed calls of a turn: most have none or one. */
export const ASSUMED_CALLS = 2;
