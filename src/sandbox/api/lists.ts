import { z } from 'zod';
import { parseJson } from '../../trust-boundaries.js';
import type { Stored } from '../objects.js';
import * as failure from './failure.js';
import { present } from './present.js';
import type { ApiContext, ApiRequest } from './request.js';
import { apiVersionOf, type Target } from './resources.js';
import { fieldMatch, labelMatch, type Match } from './selectors.js';

export interface Page {
  readonly items: readonly Stored[];
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
}

export function matchOf({ query }: ApiRequest, { resource, name }: Target): Match {
  const labels = labelMatch(query.get('labelSelector'));
  const fields = fieldMatch(query.get('fieldSelector'), resource.kind);
  return (object) =>
    labels(object) && fields(object) && (name === undefined || object.metadata.name === name);
}

const continueSchema = z.object({ version: z.number(), after: z.string() });

function position(object: Stored): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** One page of a list. A `continue` token holds where the last page ended and how old the list is. */
export function listPage(context: ApiContext, request: ApiRequest, target: Target): Page {
  const { store } = context.cluster;
  const { resource, namespace } = target;
  const limit = Number(request.query.get('limit') ?? 0);
  const token = continuation(request.query.get('continue'));
  if (token && store.since(token.version) === 'gone') throw failure.continueExpired();
  const matches = store.all(resource.kind, namespace).filter(matchOf(request, target));
  const rest = token ? matches.filter((object) => position(object) > token.after) : matches;
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - page.length;
  const last = page.at(-1);
  const version = token?.version ?? store.version();
  const next = remaining > 0 && last ? { version, after: position(last) } : undefined;
  return {
    items: page.map((object) => present(object, target)),
    metadata: {
      resourceVersion: String(version),
      ...(next && {
        continue: Buffer.from(JSON.stringify(next)).toString('base64url'),
        remainingItemCount: remaining,
      }),
    },
  };
}

function continuation(text: string | null): z.infer<typeof continueSchema> | undefined {
  if (text === null || text === '') return undefined;
  try {
    return continueSchema.parse(parseJson(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw failure.badRequest('continue key is not valid');
  }
}

/** `DeploymentList` and so on; items leave out what the list already says. */
export function listObject({ items, metadata }: Page, { resource, version }: Target): object {
  const bare = items.map(({ apiVersion: _version, kind: _kind, ...rest }) => rest);
  const apiVersion = apiVersionOf(resource.group, version);
  return { kind: `${resource.kind}List`, apiVersion, metadata, items: bare };
}
