/** Changes whenever a scripted policy could do something else in the same conversation. */
export const SCRIPTED_POLICY_VERSION = '1';
