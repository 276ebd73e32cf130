import type { BuildRef, JobRef } from '../../../src/contracts/ports/jenkins.js';

/** A build as a plan keeps it, as Jenkins is asked for it. */
export function buildRef({ number, ...job }: KeptJob & { readonly number: number }): BuildRef {
  return { job: jobRef(job), number };
}

interface KeptJob {
  readonly job: string;
  readonly branch?: string | undefined;
}
export function jobRef({ job, branch }: KeptJob): JobRef {
  return { path: job, ...(branch === undefined ? {} : { branch }) };
}
