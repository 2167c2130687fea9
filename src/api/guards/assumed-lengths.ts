/** Turns that a rollout is taken to have when the cost of an operation is estimated. */
export const ASSUMED_TURNS = 25;

/** Calls that a turn is taken to have: most have none or one. */
export const ASSUMED_CALLS = 2;
