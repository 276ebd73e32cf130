import { createHmac } from 'node:crypto';

export const SECRET = 'placeholder-of-github';
const SOURCE = 'shop/checkout';
const FIRST_SECOND = Date.parse('2027-01-01T00:00:00Z');

/** A storm: so many runs of one repository, each told of in several states. */
export interface Storm {
  readonly runs: number;
  /** Webhooks that are out of order are at most so many places from where they belong. */
  readonly disorder: number;
  readonly seed: number;
  /** Who sends: what one sends again has the same id, what two send has not. */
  readonly sender?: string;
}
/** One webhook as it is sent. */
export interface Planned {
  readonly id: string;
  readonly body: string;
}
/** How a run ends, by its page. */
export type Endings = Readonly<Record<string, 'success' | 'failure'>>;

/**
 * Webhooks of many runs, interleaved: queued, in progress, completed; each third run is run again; out of order; and one
 * in ten is sent once more under the same id, a while later.
 */
export function planOf({ runs, disorder, seed, sender = 'storm' }: Storm): readonly Planned[] {
  const random = generator(seed);
  const placed: { at: number; webhook: Planned }[] = [];
  for (let run = 1; run <= runs; run++) {
    const states = statesOf(run);
    // A run's webhooks are spread over the neighbourhood of its number.
    states.forEach((state, index) => {
      const webhook = { ...webhookOf(run, index, state), id: `${sender}-${run}-${index}` };
      const at = (run + index * 3) * STATES_MOST + random() * disorder;
      placed.push({ at, webhook });
      if (random() < 0.1) placed.push({ at: at + random() * disorder * 4, webhook });
    });
  }
  return placed.sort((a, b) => a.at - b.at).map(({ webhook }) => webhook);
}

export function endingsOf({ runs }: Pick<Storm, 'runs'>): Endings {
  return Object.fromEntries(
    Array.from({ length: runs }, (_, index) => [pageOf(index + 1), endOf(index + 1)] as const),
  );
}

export function headersOf({ id, body }: Pick<Planned, 'id' | 'body'>): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'GitHub-Hookshot/0000000',
    'x-github-event': 'workflow_run',
    'x-github-delivery': id,
    'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
  };
}

interface State {
  readonly attempt: number;
  readonly action: 'requested' | 'in_progress' | 'completed';
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}
const STATES_MOST = 6;
const endOf = (run: number): 'success' | 'failure' => (run % 2 === 0 ? 'success' : 'failure');
const pageOf = (run: number): string => `https://github.test/${SOURCE}/actions/runs/${run}`;

function statesOf(run: number): readonly State[] {
  const attempt = (number: number, conclusion: string): readonly State[] => [
    { attempt: number, action: 'requested', status: 'queued', conclusion: null },
    { attempt: number, action: 'in_progress', status: 'in_progress', conclusion: null },
    { attempt: number, action: 'completed', status: 'completed', conclusion },
  ];
  // What is run again had ended the other way.
  if (run % 3 !== 0) return attempt(1, endOf(run));
  return [...attempt(1, run % 2 === 0 ? 'failure' : 'success'), ...attempt(2, endOf(run))];
}

function webhookOf(run: number, step: number, state: State): Pick<Planned, 'body'> {
  // GitHub's times count whole seconds: what begins and ends in the same one is not told apart by them.
  const second = run + Math.floor((step + 1) / 2);
  const time = new Date(FIRST_SECOND + second * 1_000).toISOString().replace('.000Z', 'Z');
  const url = pageOf(run);
  const repository = repositoryOf();
  const body = JSON.stringify({
    action: state.action,
    workflow_run: {
      ...{ id: run, name: 'CI', node_id: `WFR_${run}`, head_branch: 'main', head_sha: shaOf(run) },
      ...{ path: '.github/workflows/ci.yml', display_title: `Change number ${run}`, run_number: run },
      ...{ event: 'push', status: state.status, conclusion: state.conclusion, workflow_id: 1 },
      ...{ url: `https://api.github.test/repos/${SOURCE}/actions/runs/${run}`, html_url: url },
      ...{ pull_requests: [], created_at: time, updated_at: time, actor: userOf('mina-kim') },
      ...{ run_attempt: state.attempt, referenced_workflows: [], run_started_at: time },
      ...{ triggering_actor: userOf('mina-kim'), head_commit: commitOf(run, time) },
      ...{ repository, head_repository: repository },
    },
    workflow: { id: 1, name: 'CI', path: '.github/workflows/ci.yml', state: 'active', badge_url: url },
    repository: { ...repository, topics: [], visibility: 'private', default_branch: 'main' },
    organization: { ...userOf('shop'), description: 'A shop' },
    sender: userOf('mina-kim'),
  });
  return { body };
}

const shaOf = (run: number): string => run.toString(16).padStart(40, 'a');
const LINKS_OF_USER = [
  ...['followers', 'following{/other_user}', 'gists{/gist_id}', 'starred{/owner}{/repo}', 'subscriptions'],
  ...['orgs', 'repos', 'events{/privacy}', 'received_events'],
];
const LINKS_OF_REPOSITORY = [
  ...['forks', 'keys{/key_id}', 'collaborators{/collaborator}', 'teams', 'hooks', 'issues/events{/number}'],
  ...['events', 'assignees{/user}', 'branches{/branch}', 'tags', 'git/blobs{/sha}', 'git/tags{/sha}'],
  ...['git/refs{/sha}', 'git/trees{/sha}', 'statuses/{sha}', 'languages', 'stargazers', 'contributors'],
  ...['subscribers', 'subscription', 'commits{/sha}', 'git/commits{/sha}', 'comments{/number}'],
  ...['issues/comments{/number}', 'contents/{+path}', 'compare/{base}...{head}', 'merges'],
  ...['{archive_format}{/ref}', 'downloads', 'issues{/number}', 'pulls{/number}', 'milestones{/number}'],
  ...['notifications{?since,all,participating}', 'labels{/name}', 'releases{/id}', 'deployments'],
];

function userOf(login: string): object {
  const api = `https://api.github.test/users/${login}`;
  return {
    ...{ login, id: 4_711, node_id: 'MDQ6VXNlcjQ3MTE=', type: 'User', site_admin: false, url: api },
    ...{ avatar_url: 'https://avatars.github.test/u/4711?v=4', gravatar_id: '', user_view_type: 'public' },
    ...Object.fromEntries(LINKS_OF_USER.map((link) => [`${nameOf(link)}_url`, `${api}/${link}`])),
  };
}

function repositoryOf(): object {
  const api = `https://api.github.test/repos/${SOURCE}`;
  return {
    ...{ id: 42, node_id: 'R_kgDOExample', name: 'checkout', full_name: SOURCE, private: true, url: api },
    ...{ owner: userOf('shop'), html_url: `https://github.test/${SOURCE}`, fork: false },
    description: 'Where orders are paid',
    ...Object.fromEntries(LINKS_OF_REPOSITORY.map((link) => [`${nameOf(link)}_url`, `${api}/${link}`])),
  };
}

function commitOf(run: number, timestamp: string): object {
  const who = { name: 'Mina Kim', email: 'mina-kim@shop.test' };
  return {
    ...{ id: shaOf(run), tree_id: shaOf(run + 1), message: `Change number ${run}`, timestamp },
    ...{ author: who, committer: who },
  };
}

const nameOf = (link: string): string => link.replace(/[{/].*$/, '') || 'archive';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
