import type { Configuration } from '../../config/index.js';
import type { DeliveryStore } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { PublicRoute } from '../http/index.js';
import type { Board } from '../http/webhooks/board.js';
import { createAdmission } from '../http/webhooks/admission.js';
import { createReceiver } from '../http/webhooks/receiver.js';
import { githubSchema, readGithubWebhook } from '../integrations/github/index.js';
import { jenkinsSchema, readJenkinsWebhook } from '../integrations/jenkins/index.js';

/** What webhooks are proved with; a system without one has no route. */
export interface WebhookSecrets {
  readonly github?: string | undefined;
  readonly jenkins?: string | undefined;
}

export function webhookSecrets({ sections }: Pick<Configuration, 'sections'>): WebhookSecrets {
  return {
    github: githubSchema.optional().parse(sections['github'])?.webhookSecret,
    jenkins: jenkinsSchema.optional().parse(sections['jenkins'])?.webhookToken,
  };
}

/** Where GitHub and Jenkins push what becomes of their runs. */
export function webhookRoutes(
  { github, jenkins }: WebhookSecrets,
  { store, board, log }: { readonly store: DeliveryStore; readonly board: Board; readonly log: Log },
): readonly PublicRoute[] {
  const common = { admission: createAdmission(store, log), board, log };
  const routes: PublicRoute[] = [];
  if (github !== undefined)
    routes.push({
      path: '/github/webhooks',
      handler: createReceiver({
        ...common,
        read: (headers, _query, body) => readGithubWebhook(github, headers, body),
      }),
    });
  if (jenkins !== undefined)
    routes.push({
      path: '/jenkins/webhooks',
      handler: createReceiver({
        ...common,
        read: (headers, query, body) => readJenkinsWebhook(jenkins, headers, query, body),
      }),
    });
  return routes;
}
