/** A stage of a simulated pipeline: what it writes, and how long it takes at pace 1 in milliseconds. */
export interface StageRow {
  readonly name: string;
  readonly ms: number;
  readonly lines: readonly string[];
  /** What it writes instead when it fails; the last line is the error. */
  readonly failing?: readonly string[];
  /** A person must say yes before it goes on. */
  readonly input?: { readonly message: string; readonly ok: string };
  /** What happens when it ends well. */
  readonly does?: 'publish' | 'roll-out' | 'wait-for-rollout';
}

/** `shop/SERVICE`: builds a commit and publishes the image of its version. */
export const BUILD_STAGES: readonly StageRow[] = [
  {
    name: 'Checkout',
    ms: 1_000,
    lines: [
      'Cloning repository https://github.shop.local/{repository}.git',
      'Checking out Revision {sha} ({branch})',
      'Commit message: "{message}"',
    ],
  },
  {
    name: 'Test',
    ms: 4_000,
    lines: [
      '+ npm test',
      '✓ keeps an order that was paid (12 ms)',
      '✓ 가격을 원화로 표시한다 (3 ms)',
      '✓ refuses an empty cart (1 ms)',
      'Tests: 3 passed, 3 total',
    ],
    failing: [
      '+ npm test',
      '✓ keeps an order that was paid (12 ms)',
      '✗ 합계에 쿠폰을 한 번만 적용한다 (8 ms)',
      '  AssertionError: expected 18000 to equal 20000',
      '    at total.test.js:41:19',
      'Tests: 1 failed, 2 passed, 3 total',
      'ERROR: script returned exit code 1',
    ],
  },
  {
    name: 'Build image',
    ms: 5_000,
    lines: ['+ docker build -t {image} .', '#7 exporting layers 1.4s done', '#8 naming to {image} done'],
    failing: [
      '+ docker build -t {image} .',
      '#5 ERROR: process "/bin/sh -c npm ci --omit=dev" did not complete successfully: exit code: 1',
      'ERROR: script returned exit code 1',
    ],
  },
  {
    name: 'Publish',
    ms: 1_500,
    lines: ['+ docker push {image}', '{image}: pushed, {digest}'],
    does: 'publish',
  },
];

/** `deploy/SERVICE`: rolls a version out. */
export const DEPLOY_STAGES: readonly StageRow[] = [
  { name: 'Prepare', ms: 500, lines: ['Rolling out {image} to {environment}'] },
  {
    name: 'Approve',
    ms: 500,
    lines: ['Approved.'],
    input: { message: 'Deploy {version} of {service} to production?', ok: 'Deploy' },
  },
  {
    name: 'Deploy',
    ms: 500,
    lines: ['+ kubectl -n {namespace} set image deployment/{service} {service}={image}'],
    does: 'roll-out',
  },
  {
    name: 'Verify',
    ms: 1_000,
    lines: ['+ kubectl -n {namespace} rollout status deployment/{service}', 'successfully rolled out'],
    failing: [
      '+ kubectl -n {namespace} rollout status deployment/{service}',
      'error: deployment "{service}" exceeded its progress deadline',
      'ERROR: script returned exit code 1',
    ],
    does: 'wait-for-rollout',
  },
];

/** How long `Verify` watches a rollout, in milliseconds at pace 1. */
export const ROLLOUT_PATIENCE_MS = 45_000;

export const BUILD_PARAMETERS: readonly ParameterRow[] = [
  { name: 'VERSION', type: 'String', value: '', description: 'Empty: the version of the commit' },
  { name: 'SKIP_TESTS', type: 'Boolean', value: 'false', description: 'For emergencies' },
  { name: 'COXSWAIN_OPERATION', type: 'String', value: '', description: 'Filled in by Coxswain' },
];
export const DEPLOY_PARAMETERS: readonly ParameterRow[] = [
  { name: 'VERSION', type: 'String', value: '', description: 'What to roll out' },
  {
    name: 'ENVIRONMENT',
    type: 'Choice',
    value: 'dev',
    choices: ['dev', 'staging', 'production'],
    description: 'Where',
  },
  {
    name: 'IMAGE',
    type: 'String',
    value: '',
    description: 'Exactly which image; empty: that of the version',
  },
  { name: 'COXSWAIN_OPERATION', type: 'String', value: '', description: 'Filled in by Coxswain' },
];
export interface ParameterRow {
  readonly name: string;
  readonly type: 'String' | 'Choice' | 'Boolean';
  readonly value: string;
  readonly choices?: readonly string[];
  readonly description: string;
}

/** The jobs of the workflow `ci.yml`, with their steps. */
export const CHECK_JOBS = [
  { name: 'lint', ms: 2_000, steps: ['Set up job', 'Check out', 'Lint'] },
  { name: 'unit tests', ms: 4_000, steps: ['Set up job', 'Check out', 'Install', 'Test'] },
] as const;
/** The job of the workflow `deploy.yml`. */
export const DEPLOY_JOBS = [
  { name: 'deploy', ms: 2_500, steps: ['Set up job', 'Roll out', 'Verify'] },
] as const;

export const WORKFLOWS = [
  { id: 101, name: 'CI', file: 'ci.yml' },
  { id: 102, name: 'Deploy', file: 'deploy.yml' },
] as const;

/** `deploy.yml` as it is in every repository: the inputs that a dispatch may carry. */
export const DEPLOY_WORKFLOW = `name: Deploy
run-name: Deploy \${{ inputs.version }} to \${{ inputs.environment }} \${{ inputs.coxswain_operation }}
on:
  workflow_dispatch:
    inputs:
      version:
        description: What to roll out
        required: true
        type: string
      environment:
        description: Where
        required: true
        type: choice
        options: [dev, staging, production]
      image:
        description: Exactly which image; empty - that of the version
        required: false
        type: string
      coxswain_operation:
        description: Filled in by Coxswain
        required: false
        type: string
`;
export const CI_WORKFLOW = `name: CI
on:
  push: {}
  pull_request: {}
`;
