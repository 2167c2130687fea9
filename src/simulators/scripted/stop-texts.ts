/** Ends a conversation: the user is done or gives up. */
export const STOP = '###STOP###';

/** Ends a conversation of the second version: the user was told of a transfer. */
export const TRANSFERRED = '###TRANSFER###';
