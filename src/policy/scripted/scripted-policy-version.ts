/** Changes whenever a scripted policy could act differently in the same conversation. */
export const SCRIPTED_POLICY_VERSION = '1';
