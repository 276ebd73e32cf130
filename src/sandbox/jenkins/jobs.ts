import type { Build, Delivery } from '../delivery/state.js';
import {
  BUILD_PARAMETERS,
  BUILD_STAGES,
  DEPLOY_PARAMETERS,
  DEPLOY_STAGES,
  type ParameterRow,
  type StageRow,
} from '../world/pipelines.js';
import { SERVICES } from '../world/services.js';

/** A job of the simulated Jenkins. `name` is the full name with slashes, a branch under its stored (encoded) name. */
export type SandboxJob =
  | { readonly kind: 'folder'; readonly name: string; readonly children: readonly string[] }
  | {
      readonly kind: 'multibranch';
      readonly name: string;
      readonly service: string;
      readonly children: readonly string[];
    }
  | PipelineJob;
export interface PipelineJob {
  readonly kind: 'pipeline';
  readonly name: string;
  readonly service: string;
  /** As Git names it; absent for a deploy job. */
  readonly branch?: string;
  readonly parameters: readonly ParameterRow[];
  readonly stages: readonly StageRow[];
}

const MARKER = 'COXSWAIN_OPERATION';
const names = SERVICES.map(({ name }) => name);

/** The job of that full name: `shop/SERVICE` builds each branch, `deploy/SERVICE` rolls out. */
export function jobNamed(delivery: Delivery, name: string): SandboxJob | undefined {
  const [folder = '', service = '', branch, ...rest] = name.split('/');
  if (rest.length > 0) return undefined;
  if (name === '') return { kind: 'folder', name, children: ['shop', 'deploy'] };
  if (folder !== 'shop' && folder !== 'deploy') return undefined;
  if (service === '') return { kind: 'folder', name, children: names };
  if (!names.includes(service)) return undefined;
  const declared = (rows: readonly ParameterRow[]) =>
    delivery.jenkins.marked ? rows : rows.filter((row) => row.name !== MARKER);
  if (folder === 'deploy') {
    if (branch !== undefined) return undefined;
    return {
      kind: 'pipeline',
      name,
      service,
      parameters: declared(DEPLOY_PARAMETERS),
      stages: DEPLOY_STAGES,
    };
  }
  const branches = branchesOf(delivery, service);
  if (branch === undefined)
    return { kind: 'multibranch', name, service, children: branches.map(encodeURIComponent) };
  const plain = branches.find((each) => encodeURIComponent(each) === branch);
  if (plain === undefined) return undefined;
  return {
    ...{ kind: 'pipeline', name, service, branch: plain },
    ...{ parameters: declared(BUILD_PARAMETERS), stages: BUILD_STAGES },
  };
}

function branchesOf({ commits }: Delivery, service: string): readonly string[] {
  const own = commits.filter(({ repository }) => repository === `shop/${service}`);
  return [...new Set(own.map(({ branch }) => branch))];
}

export function buildsOf({ jenkins }: Delivery, job: string): readonly Build[] {
  return jenkins.builds.filter((build) => build.job === job);
}

export const buildKey = ({ job, number }: Pick<Build, 'job' | 'number'>): string => `${job}#${number}`;
