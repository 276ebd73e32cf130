import { createHash } from 'node:crypto';
import type { Cluster } from '../cluster.js';
import type { Service, ServiceAnswer, ServiceRequest } from '../delivery/request.js';
import { answerActions, LOG_PATH, signedLog } from './actions.js';
import { answerRecords } from './records.js';
import { answerSources } from './sources.js';
import { message } from './asked.js';
import { accountJson } from './owner-shapes.js';

const WINDOW_MS = 3_600_000;

/** The simulated GitHub: an Enterprise Server's API below `/github/api/v3`. */
export const answerGithub: Service = ({ cluster }, request) => {
  const { github } = cluster.world.delivery;
  const now = cluster.now();
  if (now >= github.rate.resetAt)
    github.rate = { ...github.rate, remaining: github.rate.limit, resetAt: now + WINDOW_MS };
  const limited = limitAnswer(cluster);
  const answer = limited ?? known(cluster, request);
  const tagged = limited === undefined && request.method === 'GET' ? withEtag(answer, request) : answer;
  // What did not change costs nothing.
  if (tagged.status !== 304 && limited === undefined) github.rate.remaining--;
  return {
    ...tagged,
    headers: {
      'x-coxswain-sandbox': '1',
      date: new Date(now).toUTCString(),
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': String(github.rate.limit),
      'x-ratelimit-remaining': String(Math.max(github.rate.remaining, 0)),
      'x-ratelimit-reset': String(Math.ceil(github.rate.resetAt / 1_000)),
      'x-ratelimit-resource': 'core',
      ...tagged.headers,
    },
  };
};

function limitAnswer({ world }: Cluster): ServiceAnswer | undefined {
  const { secondary, rate } = world.delivery.github;
  if (secondary.times > 0) {
    secondary.times--;
    const { status, retryAfter } = secondary;
    return {
      ...message(
        status,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      ),
      headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    };
  }
  return rate.remaining > 0 ? undefined : message(403, 'API rate limit exceeded for user ID 1.');
}

function known(cluster: Cluster, request: ServiceRequest): ServiceAnswer {
  const [, log] = request.path.split(`/api/v3${LOG_PATH}`);
  if (log !== undefined)
    return signedLog(cluster, Number(log), request.query.get('sig')) ?? message(404, 'Not Found');
  const { authorization = '' } = request.headers;
  if (authorization.replace(/^(token|bearer) /i, '') !== cluster.world.delivery.github.token)
    return message(401, 'Bad credentials');
  const links = { api: `${request.origin}/github/api/v3`, web: `${request.origin}/github` };
  const path = request.path.split('/').slice(1).map(decodeURIComponent);
  const [api, v3, repos, owner = '', name = '', ...rest] = path;
  if (api !== 'api' || v3 !== 'v3') return message(404, 'Not Found');
  if (repos === 'user') return { status: 200, body: accountJson(links, 'coxswain') };
  const { method, query, body } = request;
  const asked = { cluster, links, method, repository: `${owner}/${name}`, path: rest, query, body };
  if (repos === 'search' && owner === 'issues')
    return (
      answerRecords({
        ...asked,
        repository: /repo:(\S+)/.exec(query.get('q') ?? '')?.[1] ?? '',
        path: ['search'],
      }) ?? message(404, 'Not Found')
    );
  const exists = cluster.world.delivery.commits.some(({ repository }) => repository === asked.repository);
  if (repos !== 'repos' || !exists) return message(404, 'Not Found');
  return answerSources(asked) ?? answerActions(asked) ?? answerRecords(asked) ?? message(404, 'Not Found');
}

function withEtag(answer: ServiceAnswer, { headers }: ServiceRequest): ServiceAnswer {
  if (answer.status !== 200 || answer.body === undefined) return answer;
  const text = Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body);
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}
