import { parseJson } from '../../trust-boundaries.js';
import type { ServiceAnswer, ServiceContext, ServiceRequest } from '../delivery/request.js';
import type { Build } from '../delivery/state.js';
import { answer, stopBuild } from './builds.js';
import { buildKey } from './jobs.js';
import { logOf, stageLog } from './log.js';
import { planOf } from './plan.js';
import { buildJson, INPUT_ID, inputJson, type View } from './present.js';
import { testReport } from './test-report.js';

/** What Jenkins answers below `/job/…/NUMBER`. Undefined: there is no such page. */
export function answerBuild(
  context: ServiceContext,
  view: View,
  request: ServiceRequest,
  build: Build,
): ServiceAnswer | undefined {
  if (request.method === 'POST') return told(view, request, build);
  const { path } = request;
  if (path === '/api/json') return { status: 200, body: buildJson(view, build) };
  if (path === '/logText/progressiveText') return logPart(context, request, build);
  if (path === '/consoleText') return text(logOf(view.cluster.world.delivery, build, lookAt(context)));
  if (path === '/testReport/api/json') {
    const report = testReport(view.cluster.world.delivery, build);
    return report && { status: 200, body: report };
  }
  if (path === '/artifact/build/image.txt') return artifact(view, request, build);
  return path.includes('/wfapi') ? stageView(view, request, build) : undefined;
}

const lookAt = ({ cluster, pace }: ServiceContext) => ({ now: cluster.now(), pace });
const text = (body: Buffer, headers: Record<string, string> = {}): ServiceAnswer => ({
  status: 200,
  body,
  headers: { 'content-type': 'text/plain;charset=utf-8', ...headers },
});

/** As hudson.console.AnnotatedLargeText: a start beyond the end begins anew. */
function logPart(context: ServiceContext, { query }: ServiceRequest, build: Build): ServiceAnswer {
  const log = logOf(context.cluster.world.delivery, build, lookAt(context));
  const asked = Number(query.get('start') ?? 0);
  const start = asked > log.length ? 0 : asked;
  return text(log.subarray(start), {
    'x-text-size': String(log.length),
    ...(build.endedAt === undefined && { 'x-more-data': 'true' }),
  });
}

function artifact(view: View, { headers }: ServiceRequest, build: Build): ServiceAnswer | undefined {
  const plan = planOf(view.cluster.world.delivery, build);
  if (plan?.job.branch === undefined || build.result !== 'SUCCESS') return undefined;
  const whole = Buffer.from(`${plan.image}\n`);
  const last = /^bytes=0-(\d+)$/.exec(headers.range ?? '')?.[1];
  if (last === undefined) return text(whole);
  return { ...text(whole.subarray(0, Number(last) + 1)), status: 206 };
}

function told(view: View, { path, query, body }: ServiceRequest, build: Build): ServiceAnswer | undefined {
  const back = { status: 302, headers: { location: `${view.base}/` } };
  const way = path.slice(1);
  if (way === 'stop' || way === 'term' || way === 'kill') {
    stopBuild(view.cluster, build, way);
    return back;
  }
  const input = /^\/input\/([^/]+)\/(proceedEmpty|abort)$/.exec(path);
  if (input?.[1] === INPUT_ID)
    return answer(view.cluster, build, input[2] === 'abort' ? 'abort' : 'proceed') ? back : undefined;
  const submits = path === '/wfapi/inputSubmit' && view.cluster.world.delivery.jenkins.plugins.stages;
  if (!submits || query.get('inputId') !== INPUT_ID) return undefined;
  parseJson(new URLSearchParams(body).get('json') ?? '{}');
  return answer(view.cluster, build, 'proceed') ? { status: 200 } : undefined;
}

/** The Pipeline Stage View plugin, where it is installed. */
function stageView(view: View, { path }: ServiceRequest, build: Build): ServiceAnswer | undefined {
  const { delivery } = view.cluster.world;
  if (!delivery.jenkins.plugins.stages) return undefined;
  if (path === '/wfapi/describe') return { status: 200, body: describeRun(view, build) };
  if (path === '/wfapi/pendingInputActions') {
    const input = inputJson(view, build);
    return { status: 200, body: input ? [input] : [] };
  }
  const node = /^\/execution\/node\/(\d+)\/wfapi\/(describe|log)$/.exec(path);
  const id = Number(node?.[1] ?? 0);
  // Stages have the ids 10, 20, …; the one step of each is the id after it.
  const index = Math.floor(id / 10) - 1;
  const stage = build.stages[index];
  if (stage === undefined) return undefined;
  if (node?.[2] === 'log') {
    if (id % 10 === 0) return undefined;
    const html = escaped(stageLog(delivery, build, index));
    const body = {
      nodeId: String(id),
      nodeStatus: stage.status,
      length: html.length,
      hasMore: false,
      text: html,
    };
    return { status: 200, body };
  }
  const step = { ...nodeJson(view, build, index), id: String(id + 1), name: 'Shell Script' };
  return { status: 200, body: { ...nodeJson(view, build, index), stageFlowNodes: [step] } };
}

const escaped = (plain: string): string =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function describeRun(view: View, build: Build): object {
  const status = {
    SUCCESS: 'SUCCESS',
    FAILURE: 'FAILED',
    ABORTED: 'ABORTED',
    UNSTABLE: 'UNSTABLE',
    NOT_BUILT: 'NOT_EXECUTED',
  };
  const running = build.stages.at(-1)?.status ?? 'IN_PROGRESS';
  const end = build.endedAt ?? view.cluster.now();
  return {
    _links: { self: { href: `/${buildKey(build)}/wfapi/describe` } },
    ...{ id: String(build.number), name: `#${build.number}` },
    status: build.result === undefined ? running : status[build.result],
    ...{ startTimeMillis: build.startedAt, endTimeMillis: end, durationMillis: end - build.startedAt },
    ...{ queueDurationMillis: 0, pauseDurationMillis: 0 },
    stages: build.stages.map((_stage, index) => nodeJson(view, build, index)),
  };
}

function nodeJson({ cluster }: View, build: Build, index: number): object {
  const stage = build.stages[index];
  if (stage === undefined) return {};
  const id = String((index + 1) * 10);
  const lastLine = stageLog(cluster.world.delivery, build, index).trim().split('\n').at(-1) ?? '';
  return {
    _links: { self: { href: `/execution/node/${id}/wfapi/describe` } },
    ...{ id, name: stage.name, execNode: '', status: stage.status },
    ...(stage.status === 'FAILED' && {
      error: { message: lastLine.replace(/^ERROR: /, ''), type: 'hudson.AbortException' },
    }),
    ...{
      startTimeMillis: stage.startedAt,
      durationMillis: (stage.endedAt ?? cluster.now()) - stage.startedAt,
    },
    pauseDurationMillis: 0,
  };
}
