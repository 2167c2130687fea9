import type { ComputeProvider } from '../../domain/compute-provider';

/** What the child process is told to do, once. */
export type ProbeOrder =
  /** Run a small model of ours with a provider. */
  | { readonly kind: 'provider'; readonly provider: ComputeProvider }
  /** Check a file that a user sent. */
  | { readonly kind: 'model'; readonly file: string };

/** What the child process answers, once. */
export type ProbeAnswer =
  /** The scores of a small model on fixed rows. */
  | { readonly kind: 'scores'; readonly scores: readonly number[] }
  /** A file that is a policy, with the metadata that it carries. */
  | { readonly kind: 'accepted'; readonly metadata: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly problem: string }
  /** Something of ours failed. */
  | { readonly kind: 'failed'; readonly problem: string };
