import type { Cluster } from '../cluster.js';
import type { Build, CommitRow, QueueItem } from '../delivery/state.js';
import type { ParameterRow } from '../world/pipelines.js';
import { jobNamed, type PipelineJob, type SandboxJob, buildsOf } from './jobs.js';
import { planOf, filled } from './plan.js';
import { pendingItems, whyOf } from './queue.js';

/** Jenkins' JSON API as it looks from outside; `base` is `http://host/jenkins`. */
export interface View {
  readonly cluster: Cluster;
  readonly base: string;
}

const WORKFLOW = 'org.jenkinsci.plugins.workflow';
const pathOf = (name: string): string =>
  name
    .split('/')
    .filter(Boolean)
    .map((part) => `job/${encodeURIComponent(part)}/`)
    .join('');
const urlOf = (view: View, name: string): string => `${view.base}/${pathOf(name)}`;
const buildUrl = (view: View, { job, number }: Build): string => `${urlOf(view, job)}${number}/`;

export function jobJson(view: View, job: SandboxJob): object {
  const name = job.name.split('/').at(-1) ?? '';
  const head = { name, fullName: job.name, displayName: name, url: urlOf(view, job.name) };
  if (job.kind === 'pipeline')
    return { _class: `${WORKFLOW}.job.WorkflowJob`, ...head, ...pipelineJson(view, job) };
  const children = job.children.map((child) => {
    const full = [job.name, child].filter(Boolean).join('/');
    return {
      _class: classOf(jobNamed(view.cluster.world.delivery, full)),
      name: child,
      url: urlOf(view, full),
    };
  });
  return {
    _class: classOf(job),
    ...head,
    jobs: children,
    ...(job.kind === 'multibranch' && { buildable: true }),
  };
}

function classOf(job: SandboxJob | undefined): string {
  if (job?.kind === 'pipeline') return `${WORKFLOW}.job.WorkflowJob`;
  return job?.kind === 'multibranch'
    ? `${WORKFLOW}.multibranch.WorkflowMultiBranchProject`
    : 'com.cloudbees.hudson.plugins.folder.Folder';
}

function pipelineJson(view: View, job: PipelineJob): object {
  const { delivery } = view.cluster.world;
  const builds = buildsOf(delivery, job.name).toReversed();
  const brief = (build: Build | undefined): object | null =>
    build === undefined
      ? null
      : { _class: `${WORKFLOW}.job.WorkflowRun`, number: build.number, url: buildUrl(view, build) };
  const last = (test: (build: Build) => boolean): object | null => brief(builds.find(test));
  return {
    ...{ description: '', buildable: !delivery.jenkins.disabled.includes(job.name) },
    builds: builds.map((build) => buildJson(view, build)),
    inQueue: pendingItems(view.cluster).some((item) => item.job === job.name),
    lastBuild: brief(builds[0]),
    lastCompletedBuild: last(({ result }) => result !== undefined),
    lastSuccessfulBuild: last(({ result }) => result === 'SUCCESS'),
    lastFailedBuild: last(({ result }) => result === 'FAILURE'),
    nextBuildNumber: (builds[0]?.number ?? 0) + 1,
    property: [
      {
        _class: 'hudson.model.ParametersDefinitionProperty',
        parameterDefinitions: job.parameters.map(definitionJson),
      },
    ],
  };
}

function definitionJson({ name, type, value, choices, description }: ParameterRow): object {
  const parameter = { _class: `hudson.model.${type}ParameterValue`, name, value: typed(type, value) };
  return {
    _class: `hudson.model.${type}ParameterDefinition`,
    ...{ defaultParameterValue: parameter, description, name, type: `${type}ParameterDefinition` },
    ...(choices && { choices }),
  };
}
const typed = (type: ParameterRow['type'], value: string): string | boolean =>
  type === 'Boolean' ? value === 'true' : value;

function parametersJson(view: View, { job, parameters }: Pick<Build, 'job' | 'parameters'>): object {
  const declared = jobNamed(view.cluster.world.delivery, job);
  const rows = declared?.kind === 'pipeline' ? declared.parameters : [];
  return {
    _class: 'hudson.model.ParametersAction',
    parameters: Object.entries(parameters).map(([name, value]) => {
      const type = rows.find((row) => row.name === name)?.type ?? 'String';
      const shown = type === 'Choice' ? 'String' : type;
      return { _class: `hudson.model.${shown}ParameterValue`, name, value: typed(type, value) };
    }),
  };
}

const causeJson = (cause: string): object => ({
  _class: 'hudson.model.CauseAction',
  causes: [
    {
      _class: 'hudson.model.Cause$UserIdCause',
      shortDescription: cause,
      userId: 'coxswain',
      userName: 'coxswain',
    },
  ],
});

export function buildJson(view: View, build: Build): object {
  const plan = planOf(view.cluster.world.delivery, build);
  const branch = plan?.job.branch;
  const revision = build.sha !== undefined && {
    _class: 'hudson.plugins.git.util.BuildData',
    lastBuiltRevision: { SHA1: build.sha, branch: [{ SHA1: build.sha, name: branch ?? 'main' }] },
  };
  return {
    _class: `${WORKFLOW}.job.WorkflowRun`,
    actions: [causeJson(build.cause), parametersJson(view, build), ...(revision ? [revision] : []), {}],
    artifacts:
      build.result === 'SUCCESS' && branch !== undefined
        ? [{ displayPath: 'image.txt', fileName: 'image.txt', relativePath: 'build/image.txt' }]
        : [],
    ...{ building: build.endedAt === undefined, description: null, displayName: `#${build.number}` },
    duration: build.endedAt === undefined ? 0 : build.endedAt - build.startedAt,
    estimatedDuration: (plan?.stages ?? []).reduce((sum, { ms }) => sum + ms, 0) || -1,
    fullDisplayName: `${build.job.replaceAll('/', ' » ')} #${build.number}`,
    ...{ id: String(build.number), keepLog: false, number: build.number, queueId: build.queueId },
    ...{ result: build.result ?? null, timestamp: build.startedAt, url: buildUrl(view, build) },
    ...changesJson(view, build),
  };
}

/** What a build brings since the one before it of the same job. Building a commit again brings nothing. */
function changesJson(view: View, { job, number, sha }: Build): object {
  const { delivery } = view.cluster.world;
  const before = buildsOf(delivery, job).findLast((each) => each.number < number)?.sha;
  const head = delivery.commits.find((commit) => commit.sha === sha);
  const branch = delivery.commits.filter(
    (commit) => commit.repository === head?.repository && commit.branch === head.branch,
  );
  const until = branch.findIndex((commit) => commit.sha === sha);
  const since = branch.findIndex((commit) => commit.sha === before);
  const items = branch.slice(since === -1 ? until : since + 1, until + 1);
  const people = new Map(items.map(({ author }) => [author.login, userJson(view, author)]));
  return {
    changeSets:
      items.length === 0
        ? []
        : [
            {
              _class: 'hudson.plugins.git.GitChangeSetList',
              kind: 'git',
              items: items.map((each) => changeJson(view, each)),
            },
          ],
    culprits: [...people.values()],
  };
}

function changeJson(view: View, { sha, author, message, at }: CommitRow): object {
  const msg = message.split('\n')[0] ?? '';
  return {
    ...{ _class: 'hudson.plugins.git.GitChangeSet', affectedPaths: [], commitId: sha, timestamp: at },
    ...{ author: userJson(view, author), comment: `${message}\n`, id: sha, msg, paths: [] },
  };
}

const userJson = (view: View, { login, name }: CommitRow['author']): object => ({
  absoluteUrl: `${view.base}/user/${login}`,
  fullName: name,
  id: login,
});

const ITEM_CLASS = {
  quiet: 'WaitingItem',
  blocked: 'BlockedItem',
  buildable: 'BuildableItem',
  left: 'LeftItem',
  cancelled: 'LeftItem',
} as const;

export function itemJson(view: View, item: QueueItem): object {
  const left = item.state === 'left' || item.state === 'cancelled';
  const started = item.build === undefined ? null : { number: item.build };
  const build = view.cluster.world.delivery.jenkins.builds.find(
    ({ job, number }) => job === item.job && number === item.build,
  );
  const name = item.job.split('/').at(-1) ?? '';
  return {
    _class: `hudson.model.Queue$${ITEM_CLASS[item.state]}`,
    actions: [causeJson(item.cause), parametersJson(view, item)],
    ...{ blocked: item.state === 'blocked', buildable: item.state === 'buildable' },
    ...{ id: item.id, inQueueSince: item.since, params: paramsText(item), stuck: false },
    task: { _class: `${WORKFLOW}.job.WorkflowJob`, name, url: urlOf(view, item.job), color: 'blue' },
    ...{ url: `queue/item/${item.id}/`, why: whyOf(view.cluster, item) },
    ...(item.state === 'quiet' && { timestamp: item.quietUntil }),
    ...(left && { cancelled: item.state === 'cancelled' }),
    ...(left && started && { executable: { ...started, url: build ? buildUrl(view, build) : '' } }),
  };
}

const paramsText = ({ parameters }: QueueItem): string =>
  Object.entries(parameters)
    .map(([name, value]) => `\n${name}=${value}`)
    .join('');

/** What the build waits for; absent when nothing. */
export function inputJson(view: View, build: Build): object | undefined {
  const { delivery } = view.cluster.world;
  const plan = planOf(delivery, build);
  const input = plan?.stages[build.stages.length - 1]?.input;
  if (build.stages.at(-1)?.status !== 'PAUSED_PENDING_INPUT' || !input) return undefined;
  const path = `/${pathOf(build.job)}${build.number}/`;
  return {
    ...{ id: INPUT_ID, proceedText: input.ok, message: filled(input.message, build, plan), inputs: [] },
    proceedUrl: `${path}wfapi/inputSubmit?inputId=${INPUT_ID}`,
    abortUrl: `${path}input/${INPUT_ID}/abort`,
    redirectApprovalUrl: `${path}input/`,
  };
}
export const INPUT_ID = 'Approve';
