import type { Operation, OperationStatus } from '../../src/contracts/operation.js';

/** One thing that happened. `at` in epoch milliseconds. */
export interface Change {
  readonly at: number;
  readonly environment: string;
  readonly subject: string;
  readonly what: What;
  /** A person, or the program that wrote the object, where either is known. */
  readonly who: string | undefined;
}
export type What =
  | {
      readonly kind: 'operation';
      readonly number: number;
      readonly skill: string;
      readonly from: string;
      readonly to: string;
      readonly status: OperationStatus;
    }
  /** A new revision of a workload: another version, or the same with something else changed. */
  | {
      readonly kind: 'version';
      readonly from: string;
      readonly to: string;
      readonly cause: string | undefined;
    }
  | { readonly kind: 'template'; readonly version: string; readonly cause: string | undefined }
  | { readonly kind: 'restart'; readonly version: string }
  | { readonly kind: 'first'; readonly to: string; readonly cause: string | undefined }
  | { readonly kind: 'config'; readonly name: string };

/** The bot's own operation as a change; undefined when it never began and so changed nothing. */
export function operationChange(operation: Operation): Change | undefined {
  if (operation.startedAt === null) return undefined;
  const { number, skill, status, plan, actor } = operation;
  return {
    at: operation.startedAt,
    environment: plan.environment,
    subject: plan.service,
    what: { kind: 'operation', number, skill, from: plan.from, to: plan.to, status },
    who: actor.display ?? actor.id,
  };
}

export function newestFirst(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort((a, b) => b.at - a.at || a.subject.localeCompare(b.subject));
}
