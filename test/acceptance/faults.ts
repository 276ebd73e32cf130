import type { Stage } from './stage/stage.js';

export interface Fault {
  readonly method?: string;
  readonly path?: string;
  readonly times?: number;
  readonly delayMs?: number;
  readonly respond?: object;
}

/** The bot's reads of the service alpha. */
export const READ = '/apis/apps/v1/namespaces/e2e-staging/deployments';
/** The patch that changes alpha, as opposed to its rehearsal. */
export const EFFECT = 'deployments/alpha(?!.*dryRun)';
export const REHEARSAL = 'dryRun=All';
export const EVERYTHING = '^/(api|apis|version)';
const FOR_LONG = 100_000;

/** A refusal as API servers write it. */
export function refusal(
  status: number,
  reason: string,
  message: string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly details?: object } = {},
): object {
  const { headers, details } = more;
  return {
    status,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message,
      reason,
      code: status,
      ...(details === undefined ? {} : { details }),
    },
    ...(headers === undefined ? {} : { headers }),
  };
}

/** The same for as long as the test lasts. */
export const always = (fault: Fault): Fault => ({ ...fault, times: FOR_LONG });

export async function plant(stage: Stage, faults: readonly Fault[]): Promise<void> {
  for (const fault of faults) await stage.api.must('POST', '/sandbox/faults', fault);
}

export async function heal(stage: Stage): Promise<void> {
  await stage.api.must('DELETE', '/sandbox/faults');
}
