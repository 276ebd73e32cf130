import { z } from 'zod';
import type { BuildRef, TestResults } from '../../contracts/ports/jenkins.js';
import type { Call, Send } from './call.js';
import { refusalOf } from './errors.js';
import { buildPath, buildWords } from './paths.js';
import { maybe, readOne } from './read.js';

const LISTED_FAILURES = 20;
const suitesSchema = z.object({
  failCount: maybe(z.number()),
  passCount: maybe(z.number()),
  skipCount: maybe(z.number()),
  totalCount: maybe(z.number()),
  suites: maybe(
    z.array(
      z.object({
        name: maybe(z.string()),
        cases: z.array(
          z.object({
            className: maybe(z.string()),
            name: z.string(),
            status: z.string(),
            errorDetails: maybe(z.string()),
            age: maybe(z.number()),
          }),
        ),
      }),
    ),
  ),
});
/** A build of several modules reports each module's results under it. */
const reportSchema = suitesSchema.extend({
  childReports: maybe(z.array(z.object({ result: suitesSchema }))),
});

const CASES = 'suites[name,cases[className,name,status,errorDetails,age]]';

export async function readTests(send: Send, build: BuildRef): Promise<TestResults | undefined> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(build)}/testReport/api/json`,
    query: {
      tree: `failCount,passCount,skipCount,totalCount,${CASES},childReports[result[failCount,passCount,skipCount,${CASES}]]`,
    },
    what: `read the tests of ${buildWords(build)}`,
  };
  const report = await readOne(send, call, reportSchema);
  return report && testResultsOf(report);
}

function testResultsOf(report: z.infer<typeof reportSchema>): TestResults {
  const suites = [report, ...(report.childReports ?? []).map(({ result }) => result)].flatMap(
    (each) => each.suites ?? [],
  );
  const failures = suites.flatMap(({ name: suite = '', cases }) =>
    cases
      .filter(({ status }) => status === 'FAILED' || status === 'REGRESSION')
      .map(({ className, name, errorDetails = '', age = 1 }) => ({
        suite: className ?? suite,
        name,
        message: errorDetails,
        age,
      })),
  );
  const failed = report.failCount ?? failures.length;
  const skipped = report.skipCount ?? 0;
  return {
    passed: report.passCount ?? Math.max((report.totalCount ?? 0) - failed - skipped, 0),
    failed,
    skipped,
    failures: failures.slice(0, LISTED_FAILURES),
  };
}

/** See JenkinsPort.artifact. */
export async function readArtifact(
  send: Send,
  build: BuildRef,
  path: string,
  maxBytes: number,
): Promise<string | undefined> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(build)}/artifact/${path.split('/').map(encodeURIComponent).join('/')}`,
    headers: { Range: `bytes=0-${Math.max(maxBytes, 1) - 1}`, Accept: '*/*' },
    what: `read an artifact of ${buildWords(build)}`,
  };
  const answer = await send(call);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200 && answer.status !== 206) throw refusalOf(call, answer);
  return answer.body.subarray(0, maxBytes).toString('utf8');
}
