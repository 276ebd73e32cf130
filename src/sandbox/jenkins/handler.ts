import type { Service, ServiceAnswer, ServiceContext, ServiceRequest } from '../delivery/request.js';
import { answerBuild } from './build-routes.js';
import { jobNamed, type SandboxJob } from './jobs.js';
import { itemJson, jobJson, type View } from './present.js';
import { cancelItem, enqueue, itemNumbered, pendingItems } from './queue.js';

const VERSION = '2.492.3-coxswain-sandbox';
const HEADERS = { 'x-jenkins': VERSION, 'x-content-type-options': 'nosniff' };

/** The simulated Jenkins. */
export const answerJenkins: Service = (context, request) => {
  const answer = answered(context, request);
  return { ...answer, headers: { ...HEADERS, ...answer.headers } };
};

function answered(context: ServiceContext, request: ServiceRequest): ServiceAnswer {
  const { cluster } = context;
  const { jenkins } = cluster.world.delivery;
  if (cluster.now() < jenkins.downUntil) return page(503, 'Jenkins is getting ready to work');
  const user = userOf(context, request);
  if (user === undefined) return page(401, 'Invalid password/token for user');
  if (user === 'anonymous') return page(403, 'Authentication required');
  const crumb = `crumb-${jenkins.session}`;
  if (request.path === '/crumbIssuer/api/json') {
    const body = {
      _class: 'hudson.security.csrf.DefaultCrumbIssuer',
      crumb,
      crumbRequestField: 'Jenkins-Crumb',
    };
    return {
      status: 200,
      body,
      headers: { 'set-cookie': `JSESSIONID.sandbox=s-${jenkins.session}; Path=/` },
    };
  }
  if (request.method === 'POST' && user === 'password' && !hasCrumb(request, crumb, jenkins.session))
    return page(403, 'No valid crumb was included in the request');
  const view: View = { cluster, base: `${request.origin}/jenkins` };
  return answerQueue(view, request) ?? answerJobs(context, view, request) ?? page(404, 'Not Found');
}

/** With an API token no crumb is needed, with a password it is. */
function userOf(
  { cluster }: ServiceContext,
  { headers }: ServiceRequest,
): 'token' | 'password' | 'anonymous' | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return 'anonymous';
  const plain = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString('utf8');
  const { token, password } = cluster.world.delivery.jenkins;
  if (plain === `coxswain:${token}`) return 'token';
  return plain === `coxswain:${password}` ? 'password' : undefined;
}

function hasCrumb({ headers }: ServiceRequest, crumb: string, session: number): boolean {
  return headers['jenkins-crumb'] === crumb && (headers.cookie ?? '').includes(`=s-${session}`);
}

function answerQueue(view: View, { method, path, query }: ServiceRequest): ServiceAnswer | undefined {
  if (path === '/queue/api/json')
    return {
      status: 200,
      body: {
        ...{ _class: 'hudson.model.Queue', discoverableItems: [] },
        items: pendingItems(view.cluster).map((item) => itemJson(view, item)),
      },
    };
  if (path === '/queue/cancelItem' && method === 'POST') {
    cancelItem(view.cluster, Number(query.get('id')));
    return { status: 204 };
  }
  const id = /^\/queue\/item\/(\d+)\/api\/json$/.exec(path)?.[1];
  const item = id === undefined ? undefined : itemNumbered(view.cluster, Number(id));
  return item && { status: 200, body: itemJson(view, item) };
}

function answerJobs(context: ServiceContext, view: View, request: ServiceRequest): ServiceAnswer | undefined {
  const parts = /^((?:\/job\/[^/]+)*)(\/.*)$/.exec(request.path);
  const name = namesIn(parts?.[1] ?? '');
  const rest = parts?.[2] ?? '';
  const { cluster } = view;
  const job = name === undefined ? undefined : jobNamed(cluster.world.delivery, name);
  if (job === undefined) return undefined;
  if (rest === '/api/json') return { status: 200, body: jobJson(view, job) };
  if (/^\/build(WithParameters)?$/.test(rest)) return started(view, job, request, rest === '/build');
  const build = /^\/(\d+)(\/.*)$/.exec(rest);
  const found = cluster.world.delivery.jenkins.builds.find(
    (each) => each.job === name && each.number === Number(build?.[1]),
  );
  return found && answerBuild(context, view, { ...request, path: build?.[2] ?? '' }, found);
}

/** `/job/a/job/b%252Fc` → `a/b%2Fc`: what is stored is one decoding away from the URL. */
function namesIn(path: string): string | undefined {
  try {
    return path.split('/job/').slice(1).map(decodeURIComponent).join('/');
  } catch {
    return undefined;
  }
}

function started(
  { cluster, base }: View,
  job: SandboxJob,
  request: ServiceRequest,
  plain: boolean,
): ServiceAnswer {
  if (request.method !== 'POST') return page(405, 'Form post is required');
  const { disabled } = cluster.world.delivery.jenkins;
  if (job.kind !== 'pipeline') return page(404, 'Not Found');
  if (disabled.includes(job.name)) return page(409, `${job.name} is not buildable`);
  if (plain && job.parameters.length > 0)
    return page(400, 'This job is parameterized: nothing was submitted');
  const given = Object.fromEntries([...request.query, ...new URLSearchParams(request.body)]);
  const wrong = job.parameters.find(
    ({ name, choices }) => choices !== undefined && !choices.includes(given[name] ?? choices[0] ?? ''),
  );
  if (wrong) return page(500, `Illegal choice for parameter ${wrong.name}: ${given[wrong.name] ?? ''}`);
  const queued = enqueue(cluster, job, given, 'Started by user coxswain');
  if (queued.how === 'declined') return { status: 302, headers: { location: '.' } };
  const location = `${base}/queue/item/${queued.item.id}/`;
  return { status: queued.how === 'created' ? 201 : 303, headers: { location } };
}

/** Jenkins answers people: refusals are pages. */
function page(status: number, text: string): ServiceAnswer {
  const body = `<html><head><title>Error ${status}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, body, headers: { 'content-type': 'text/html;charset=utf-8' } };
}
