import type { EnvironmentName } from './services.js';

/** The kubeconfig context that every environment of the sandbox uses. */
export const CONTEXT = 'sandbox';

export interface EnvironmentRow {
  readonly name: EnvironmentName;
  readonly namespace: string;
  readonly aliases: readonly string[];
  readonly protected: boolean;
}

export const ENVIRONMENTS: readonly EnvironmentRow[] = [
  {
    name: 'dev',
    namespace: 'shop-dev',
    aliases: ['development', 'develop', '개발', '개발계', '개발 환경', '데브'],
    protected: false,
  },
  {
    name: 'staging',
    namespace: 'shop-staging',
    aliases: ['stage', 'stg', '스테이징', '스테이지', '검증계', '검증'],
    protected: false,
  },
  {
    name: 'production',
    namespace: 'shop',
    aliases: ['prod', 'prd', '운영', '운영계', '상용', '프로덕션', '프로드'],
    protected: true,
  },
];

export const NODES = [
  { name: 'node-1', zone: 'seoul-a' },
  { name: 'node-2', zone: 'seoul-b' },
  { name: 'node-3', zone: 'seoul-c' },
] as const;

/** What each node offers to pods. */
export const ALLOCATABLE = { cpu: '4', memory: '8Gi', pods: '110' } as const;

/** Kept in staging, so that a surge that does not fit can be shown. */
export const STAGING_QUOTA = { pods: '30', 'requests.cpu': '4', 'requests.memory': '8Gi' } as const;

export const FRONTEND_AUTOSCALER = { min: 3, max: 10, cpuPercent: 70 } as const;

/** Users of the simulated API, by token; `viewer` may only look and sees no Secrets. */
export const USERS = ['coxswain', 'admin', 'viewer'] as const;
