import type { Cluster } from '../cluster.js';
import type { Build } from './state.js';

/** Jenkins tells GitHub how the build of a commit stands, as its GitHub plugin does. */
export function tellGithub(cluster: Cluster, build: Build): void {
  const { github, commits } = cluster.world.delivery;
  const commit = commits.find(({ sha }) => sha === build.sha);
  if (commit === undefined) return;
  const state = build.result === undefined ? 'pending' : build.result === 'SUCCESS' ? 'success' : 'failure';
  const description = {
    pending: 'This commit is being built',
    success: 'This commit looks good',
    failure: 'This commit cannot be built',
  };
  const path = build.job
    .split('/')
    .map((part) => `job/${encodeURIComponent(part)}`)
    .join('/');
  github.statuses.push({
    ...{ id: github.nextId++, repository: commit.repository, sha: commit.sha, state },
    ...{ context: 'continuous-integration/jenkins/branch', description: description[state] },
    ...{ targetUrl: `https://jenkins.shop.local/${path}/${build.number}/`, at: cluster.now() },
  });
}
