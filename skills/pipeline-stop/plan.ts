import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import { hasEnded } from '../../src/contracts/run-state.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import type { PipelineAction } from '../shared/pipeline/actions.js';
import { unknownBranch } from '../shared/pipeline/branches.js';
import { leastGuarded } from '../shared/pipeline/place.js';
import {
  actionsPlan,
  branchRuns,
  buildLabel,
  newestBuilds,
  queuedBuilds,
  queuedLabel,
  runLabel,
  withoutPipeline,
} from '../shared/pipeline/plan.js';

type StopContext = SkillContext<
  { readonly service: string; readonly branch?: string | undefined },
  'catalogue' | 'jenkins' | 'github'
>;

/** Everything of the service's pipeline on the trunk, or on the branch that is named, that runs now or waits in Jenkins' queue. */
export async function planStop({
  service,
  slots,
  ports,
  person,
  operation: own,
}: StopContext): Promise<PlanDraft | Refusal> {
  if (own !== undefined) return own.plan;
  if (service === undefined) return refuse('unknown_service', { service: slots.service });
  const environment = leastGuarded(ports.catalogue, person.tenant);
  if (environment === undefined) return refuse('unknown_environment', { environment: '' });
  const nothing = withoutPipeline(ports, service);
  if (nothing !== undefined) return nothing;
  const { branch } = slots;
  const unknown = branch === undefined ? undefined : await unknownBranch(ports, service, branch);
  if (unknown !== undefined) return unknown;
  const { repository = '' } = service;
  // The queue first: what leaves it in between is found among the builds.
  const waiting = await queuedBuilds(ports.jenkins, service, branch);
  const builds = (await newestBuilds(ports.jenkins, service, branch)).filter(({ state }) => !hasEnded(state));
  const runs = (await branchRuns(ports.github, service, branch)).filter(({ state }) => !hasEnded(state));
  const actions: readonly PipelineAction[] = [
    ...waiting
      .filter(({ queueId }) => builds.every((build) => build.queueId !== queueId))
      .map((item): PipelineAction => {
        const { queueId, why } = item;
        const { path: job, branch } = item.job;
        const at = { job, ...(branch === undefined ? {} : { branch }) };
        return { kind: 'stop-queued', label: queuedLabel(item), queueId, why, ...at };
      }),
    ...builds.map((build): PipelineAction => {
      const { job, number } = build.ref;
      const ref = { job: job.path, number, ...(job.branch === undefined ? {} : { branch: job.branch }) };
      return { kind: 'stop-build', label: buildLabel(build), build: ref };
    }),
    ...runs.map((run): PipelineAction => {
      return { kind: 'stop-run', label: runLabel(repository, run), repository, run: run.id };
    }),
  ];
  if (actions.length === 0)
    return refuse('no_such_run', { service: service.name, ...(branch !== undefined && { branch }) });
  return actionsPlan('pipeline-stop', service, environment, actions);
}
