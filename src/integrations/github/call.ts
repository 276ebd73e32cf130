import type { Route } from './routes.js';

/** One request to GitHub, in our own words. */
export interface Call {
  /** As in GitHub's reference: `GET /repos/{owner}/{repo}/commits/{ref}`. */
  readonly route: Route;
  readonly params: Readonly<Record<string, unknown>>;
  /** Whose repository it is about, where the params do not say: an app has other credentials for each. */
  readonly owner?: string;
  /** What it does, for messages: `read commit main of shop/checkout`. */
  readonly what: string;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

/** Sends a request and returns whatever GitHub said, refusals included. Rejects with PortError without an answer. */
export type Send = (call: Call) => Promise<Answer>;

export const isRead = ({ route }: Call): boolean => route.startsWith('GET ');

/** `owner/name` as GitHub's paths take it. */
export function repo(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', name = ''] = repository.split('/');
  return { owner, repo: name };
}
