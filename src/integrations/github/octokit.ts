import { PortError } from '../../contracts/errors.js';
import type { GithubSettings } from './config.js';
import type { Route } from './routes.js';

/** As much of an Octokit as is used. Rejects with RequestError for every answer that is no success, 304 included. */
export type Request = (
  route: Route,
  options: Readonly<Record<string, unknown>>,
) => Promise<{ readonly status: number; readonly headers: object; readonly data: unknown }>;

/** Pauses between attempts at a read: 150 ms, then 600 ms. */
const RETRY_BASE_MS = 150;
const READ_RETRIES = 2;

/**
 * Octokit, loaded with the first request. Its retry plugin repeats reads after outages; its throttling plugin spreads
 * writes and searches out as GitHub asks. Neither waits for a rate limit: that is done on our own clock, for all
 * callers at once (send.ts).
 */
export function createRequester(settings: GithubSettings): (owner: string) => Promise<Request> {
  const requests = new Map<string, Promise<Request>>();
  return (owner) => {
    const key = perOwner(settings) ? owner : '';
    const known = requests.get(key) ?? load(settings, owner);
    requests.set(key, known);
    known.catch(() => requests.delete(key));
    return known;
  };
}

/** An app without a named installation has another one for each owner. */
function perOwner({ credentials }: GithubSettings): boolean {
  return credentials.kind === 'app' && credentials.installation === undefined;
}

async function load(settings: GithubSettings, owner: string): Promise<Request> {
  const { credentials } = settings;
  const open = await octokitFor(settings);
  if (credentials.kind === 'token') return open({ auth: credentials.token });
  const { createAppAuth } = await import('@octokit/auth-app');
  const { id: appId, privateKey } = credentials;
  const app = { appId, privateKey };
  // What belongs to nobody (`/app`) is asked as the app itself.
  if (owner === '' && credentials.installation === undefined)
    return open({ authStrategy: createAppAuth, auth: app });
  const installationId =
    credentials.installation ??
    (await installationOf(open({ authStrategy: createAppAuth, auth: app }), owner));
  return open({ authStrategy: createAppAuth, auth: { ...app, installationId } });
}

async function installationOf(request: Request, owner: string): Promise<number> {
  try {
    const { data } = await request('GET /users/{username}/installation', { username: owner });
    const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
    if (typeof id === 'number') return id;
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
  }
  const params = {
    system: 'GitHub',
    cluster: 'GitHub',
    what: `act for ${owner}`,
    detail: 'the app is not installed there',
  };
  throw new PortError('forbidden', `the GitHub App is not installed for ${owner}`, params);
}

async function octokitFor({ url, paced = true }: GithubSettings) {
  const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const Client = Octokit.plugin(retry, throttling);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  return (auth: object): Request => {
    const client = new Client({
      ...auth,
      baseUrl: url.replace(/\/+$/, ''),
      userAgent: 'coxswain',
      log: silent,
      retry: {
        doNotRetry: [304, 400, 401, 403, 404, 409, 410, 422, 429, 451],
        retries: READ_RETRIES,
        retryAfterBaseValue: RETRY_BASE_MS,
      },
      throttle: { enabled: paced, id: url, onRateLimit: () => false, onSecondaryRateLimit: () => false },
    });
    return (route, options) => client.request(route, options);
  };
}
