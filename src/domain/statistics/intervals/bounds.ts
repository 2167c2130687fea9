/** Bounds of an interval, low <= high. */
export type Bounds = { readonly low: number; readonly high: number };
