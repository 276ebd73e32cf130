/** How to reach Jenkins. Checked by the configuration's schema before it comes here. */
export interface JenkinsSettings {
  /** With its prefix where it has one: `https://ci.example.com/jenkins`. */
  readonly url: string;
  /** Absent: anonymous. With an API token Jenkins needs no crumb; with a password it does. */
  readonly user?: string;
  readonly token?: string;
  /** The parameter that carries the operation's id. Default `COXSWAIN_OPERATION`. */
  readonly marker?: string;
  /** How long a build may take to obey each stronger way of stopping it, in milliseconds. Default 10,000. */
  readonly graceMs?: number;
}
export const DEFAULT_MARKER = 'COXSWAIN_OPERATION';
export const DEFAULT_GRACE_MS = 10_000;
