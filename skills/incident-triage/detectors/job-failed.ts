import { keyOf } from '../failed-jobs.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const REASONS = new Set([
  'BackoffLimitExceeded',
  'DeadlineExceeded',
  'FailedIndexes',
  'MaxFailedIndexesExceeded',
  'PodFailurePolicy',
]);

export const jobFailed: Detector = (world) =>
  world.list('Job').flatMap((job) => {
    if (!world.failedJobs().has(keyOf(job))) return [];
    const failed = job.status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
    if (failed === undefined || !REASONS.has(failed.reason ?? '')) return [];
    const ref = refOf('Job', job);
    const onset = Date.parse(failed.lastTransitionTime ?? '');
    const pod = world.podsOf(ref).find(({ status }) => status?.phase === 'Failed');
    const ended = pod?.status?.containerStatuses?.find(
      ({ state }) => (state?.terminated?.exitCode ?? 0) !== 0,
    );
    const text = ended?.state?.terminated;
    return [
      {
        mode: 'JobFailed',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { reason: failed.reason ?? '?' },
        evidence: [
          quote(ref, `condition Failed: ${failed.reason ?? ''}, ${failed.message ?? ''}`),
          ...(pod === undefined || text === undefined
            ? []
            : [
                quote(
                  refOf('Pod', pod),
                  `container ${ended?.name ?? ''}: ${text.reason ?? ''}, exit ${text.exitCode ?? '?'}`,
                ),
              ]),
        ],
      },
    ];
  });
