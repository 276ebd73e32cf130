import type { Build, Delivery } from '../delivery/state.js';
import { planOf } from './plan.js';

const CASES = [
  'keeps an order that was paid',
  '합계에 쿠폰을 한 번만 적용한다',
  'refuses an empty cart',
] as const;

/** What the `Test` stage reported; undefined until it ran. */
export function testReport(delivery: Delivery, build: Build): object | undefined {
  const stage = build.stages.find(({ name }) => name === 'Test');
  if (stage?.endedAt === undefined || stage.status === 'ABORTED') return undefined;
  const plan = planOf(delivery, build);
  const broken = plan?.commit?.fails === 'Test';
  const cases = CASES.map((name, index) => caseJson(name, broken && index === 1));
  const failCount = broken ? 1 : 0;
  return {
    _class: 'hudson.tasks.junit.TestResult',
    ...{ testActions: [], duration: 0.012, empty: false, failCount },
    ...{ passCount: CASES.length - failCount, skipCount: 0 },
    suites: [{ cases, duration: 0.012, id: null, name: plan?.job.service ?? '', stderr: null, stdout: null }],
  };
}

function caseJson(name: string, failed: boolean): object {
  const details = 'AssertionError: expected 18000 to equal 20000';
  return {
    ...{ testActions: [], age: failed ? 1 : 0, className: 'total.test', duration: 0.004, name },
    errorDetails: failed ? details : null,
    errorStackTrace: failed ? `${details}\n    at total.test.js:41:19` : null,
    ...{ failedSince: 0, skipped: false, skippedMessage: null, stderr: null, stdout: null },
    status: failed ? 'REGRESSION' : 'PASSED',
  };
}
