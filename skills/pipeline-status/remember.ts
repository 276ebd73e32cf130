import type { Surveyed } from '../shared/survey.js';
import type { Fact, PipelineFacts, PlaceFact, ServicePipeline } from './facts.js';

/**
 * What was found now, and of sources that do not answer now what they said before: still the best that is known, with
 * the time as of which it is.
 */
export function remembering(now: PipelineFacts, before: PipelineFacts | undefined): PipelineFacts {
  if (before === undefined) return now;
  const pipelines = now.pipelines.map((pipeline) => {
    const earlier = before.pipelines.find(({ service }) => service.name === pipeline.service.name);
    return earlier === undefined ? pipeline : pipelineWith(pipeline, earlier, before.now);
  });
  return { ...now, pipelines, surveyed: now.surveyed.map((each, index) => placeWith(each, before, index)) };
}

function pipelineWith(now: ServicePipeline, before: ServicePipeline, at: number): ServicePipeline {
  // What hangs on the commit was not asked for where the commit could not be read.
  const unread = now.commit.state === 'unread' ? now.commit : undefined;
  const onCommit = <T>(fact: Fact<T>, earlier: Fact<T>): Fact<T> =>
    keptFact(fact.state === 'absent' && unread !== undefined ? unread : fact, earlier, at);
  const behind = now.behind.map((each) =>
    each.commits === undefined
      ? (before.behind.find(({ version }) => version === each.version) ?? each)
      : each,
  );
  return {
    ...now,
    branch: now.branch ?? before.branch,
    commit: keptFact(now.commit, before.commit, at),
    pulls: onCommit(now.pulls, before.pulls),
    checks: onCommit(now.checks, before.checks),
    run: onCommit(now.run, before.run),
    queue: keptFact(
      now.queue.state === 'absent' && now.build.state === 'unread' ? now.build : now.queue,
      before.queue,
      at,
    ),
    build: keptFact(now.build, before.build, at),
    // Without a workload there is no image to ask the registry for.
    image:
      now.image.state === 'absent' && behind.length === 0
        ? before.image
        : keptFact(now.image, before.image, at),
    behind: behind.length === 0 ? before.behind : behind,
  };
}

function keptFact<T>(now: Fact<T>, before: Fact<T>, at: number): Fact<T> {
  if (now.state !== 'unread' || before.state !== 'read') return now;
  return { ...before, asOf: before.asOf ?? at, unread: now };
}

function placeWith(now: Surveyed, before: PipelineFacts, index: number): PlaceFact {
  const earlier = before.surveyed[index];
  if (now.state !== 'unread' || earlier?.state !== 'read') return now;
  return { ...earlier, asOf: earlier.asOf ?? before.now, error: now.error };
}
