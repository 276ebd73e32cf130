import type { BuildRef, JobRef } from '../../contracts/ports/jenkins.js';

/**
 * The path of a job below the server's URL. Folders are `/job/a/job/b`. A multibranch job stores a branch under its
 * encoded name, which is encoded once more in the URL: `feature/x` is `feature%252Fx`.
 */
export function jobPath({ path, branch }: JobRef): string {
  const names = path.split('/').filter((name) => name !== '');
  const stored = branch === undefined ? names : [...names, encodeURIComponent(branch)];
  return stored.map((name) => `/job/${encodeURIComponent(name)}`).join('');
}

export function buildPath({ job, number }: BuildRef): string {
  return `${jobPath(job)}/${number}`;
}

/** A branch as Git names it, from the name under which a multibranch job stores it. */
export function branchOf(stored: string): string {
  try {
    return decodeURIComponent(stored);
  } catch {
    return stored;
  }
}

/** For messages: `shop/checkout@feature/x`. */
export function jobWords({ path, branch }: JobRef): string {
  return branch === undefined ? path : `${path}@${branch}`;
}
export function buildWords({ job, number }: BuildRef): string {
  return `${jobWords(job)} #${number}`;
}
