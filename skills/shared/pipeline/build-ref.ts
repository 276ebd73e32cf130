import type { BuildRef } from '../../../src/contracts/ports/jenkins.js';

/** A build as a plan keeps it, as Jenkins is asked for it. */
export function buildRef({
  job,
  branch,
  number,
}: {
  readonly job: string;
  readonly branch?: string | undefined;
  readonly number: number;
}): BuildRef {
  return { job: { path: job, ...(branch === undefined ? {} : { branch }) }, number };
}
