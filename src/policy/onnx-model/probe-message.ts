import type { ComputeProvider } from '../../domain/compute-provider';

/** The request to the child process, sent once. */
export type ProbeOrder =
  /** Run a small built-in model with a provider. */
  | { readonly kind: 'provider'; readonly provider: ComputeProvider }
  /** Check an uploaded file. */
  | { readonly kind: 'model'; readonly file: string };

/** The response of the child process, sent once. */
export type ProbeAnswer =
  /** Scores of the small model on fixed rows. */
  | { readonly kind: 'scores'; readonly scores: readonly number[] }
  /** The file is a valid policy; its metadata. */
  | { readonly kind: 'accepted'; readonly metadata: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly problem: string }
  /** An internal failure. */
  | { readonly kind: 'failed'; readonly problem: string };
