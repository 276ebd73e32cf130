import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { nearest } from './nearest.js';
import type { ProblemTexts } from './problems.en.js';
import type { ConfigurationFile } from './schema.js';
import type { KubernetesAccess, Report } from './world.js';

const kubeconfigSchema = z.object({ contexts: z.array(z.object({ name: z.string() })) });

/** Reports a kubeconfig that is not there or not one, and every context that it does not have. */
export function reportContexts(file: ConfigurationFile, access: KubernetesAccess, report: Report): void {
  if ('inCluster' in access || file.kubernetes?.kubeconfig === undefined) return;
  const named = JSON.stringify(file.kubernetes.kubeconfig);
  const contexts = contextsOf(access.kubeconfig);
  if (typeof contexts === 'string') {
    report(['kubernetes', 'kubeconfig'], (texts) => texts.kubeconfig[contexts](named));
    return;
  }
  for (const [name, { context, targets = [] }] of Object.entries(file.environments ?? {})) {
    const at = ['environments', name];
    reportContext(context, [...at, 'context'], contexts, report);
    targets.forEach((target, index) =>
      reportContext(target.context, [...at, 'targets', index, 'context'], contexts, report),
    );
  }
}

function reportContext(
  context: string | undefined,
  path: readonly (string | number)[],
  contexts: readonly string[],
  report: Report,
): void {
  if (context === undefined || contexts.includes(context)) return;
  const meant = nearest(context, contexts);
  report(path, (texts) => {
    const remedy = meant === undefined ? texts.contexts(contexts) : texts.meant(meant);
    return `${texts.unknownContext(context)} ${remedy}`;
  });
}

/** The names of its contexts, or what is wrong with the file. */
function contextsOf(file: string): readonly string[] | keyof ProblemTexts['kubeconfig'] {
  if (!existsSync(file)) return 'absent';
  try {
    const parsed = kubeconfigSchema.safeParse(parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data.contexts.map(({ name }) => name) : 'other';
  } catch {
    return 'unreadable';
  }
}
