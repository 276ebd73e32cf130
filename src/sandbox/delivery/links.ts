import { z } from 'zod';
import type { Cluster } from '../cluster.js';
import { shaOf } from '../genesis/commits.js';
import { startRun } from '../github/runs.js';
import { jobNamed } from '../jenkins/jobs.js';
import { enqueue } from '../jenkins/queue.js';
import { AUTHORS } from '../world/commits.js';
import type { CommitRow } from './state.js';

/** A push: what tests and demonstrations change in a repository; see README.md. */
export const pushSchema = z.strictObject({
  service: z.string(),
  branch: z.string().default('main'),
  message: z.string(),
  version: z.string().optional(),
  fails: z.enum(['Test', 'Build image']).optional(),
});

/** A commit arrives: GitHub checks it, Jenkins builds it. Undefined: there is no such service. */
export function push(cluster: Cluster, asked: z.infer<typeof pushSchema>): CommitRow | undefined {
  const { delivery } = cluster.world;
  const { service, branch, message, version, fails } = asked;
  const repository = `shop/${service}`;
  const commits = delivery.commits.filter((row) => row.repository === repository);
  const parent =
    commits.findLast((row) => row.branch === branch) ?? commits.findLast((row) => row.branch === 'main');
  if (parent === undefined) return undefined;
  const [author] = AUTHORS;
  const commit: CommitRow = {
    ...{
      repository,
      sha: shaOf(repository, parent.sha, message),
      parent: parent.sha,
      branch,
      message,
      author,
    },
    ...{ at: cluster.now(), pull: commits.length * 3 + 1 },
    ...(version !== undefined && { version }),
    ...(fails !== undefined && { fails }),
  };
  delivery.commits.push(commit);
  startRun(cluster, {
    ...{ repository, workflow: 'ci.yml', event: 'push', branch, sha: commit.sha },
    ...{ title: message.split('\n')[0] ?? '', actor: author.login, inputs: {} },
  });
  const job = jobNamed(delivery, `shop/${service}/${encodeURIComponent(branch)}`);
  if (job?.kind === 'pipeline') enqueue(cluster, job, {}, `Branch event: push by ${author.login}`);
  return commit;
}
