import { z } from 'zod';
import type { Requirement } from './requirements.js';

/** The part of vitest's JSON report that the gate reads. */
export const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});
export type Results = z.infer<typeof resultsSchema>;

export interface Row {
  readonly id: string;
  readonly status: string;
  readonly proofs: number;
  readonly problem: string | undefined;
}

/** Test files that the run behind the results left out: of a partial run nothing can be said. Paths as the report gives them. */
export function leftOut(files: readonly string[], { testResults }: Results): readonly string[] {
  const run = new Set(testResults.map(({ name }) => name));
  return files.filter((file) => !run.has(file));
}

/**
 * One row a requirement; a row with a `problem` fails the gate.
 * @param full the sources of the tests that only `npm run test:full` runs
 */
export function judge(
  requirements: readonly Requirement[],
  results: Results,
  full: readonly string[] = [],
): Row[] {
  const tests = results.testResults.flatMap((file) => file.assertionResults);
  const citedInFull = new Set(full.flatMap(cites));
  const known = new Set(requirements.map((requirement) => requirement.id));
  const rows = requirements.map((requirement) => {
    const citing = tests.filter((test) => cites(test.fullName).includes(requirement.id));
    const proofs = citing.filter((test) => test.status === 'passed').length;
    return {
      id: requirement.id,
      status: requirement.status,
      proofs,
      problem: problemOf(requirement, citing, proofs, citedInFull.has(requirement.id)),
    };
  });
  const strays = [...new Set(tests.flatMap((test) => cites(test.fullName)))].filter((id) => !known.has(id));
  return [
    ...rows,
    ...strays.map((id) => ({
      id,
      status: 'unknown',
      proofs: 0,
      problem: 'cited by a test but not in requirements.ts',
    })),
  ];
}

function cites(title: string): string[] {
  return [...title.matchAll(/\[((?:[A-Z]+-\d+)(?:,\s*[A-Z]+-\d+)*)\]/g)].flatMap((match) =>
    (match[1] ?? '').split(/,\s*/),
  );
}

function problemOf(
  requirement: Requirement,
  citing: readonly { status: string; fullName: string }[],
  proofs: number,
  inFull: boolean,
): string | undefined {
  if (requirement.status === 'not met')
    return requirement.reason === undefined ? 'not met without a reason' : undefined;
  if (requirement.status === 'open') return undefined;
  const failed = citing.find((test) => test.status === 'failed');
  if (failed !== undefined) return `fails: ${failed.fullName}`;
  if (requirement.run === 'full') return inFull ? undefined : 'no test of npm run test:full cites it';
  return proofs === 0 ? 'no passing test cites it' : undefined;
}
