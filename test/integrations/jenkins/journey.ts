import type { JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import { eventually } from '../../sandbox/world.js';
import { DEPLOY, ended, MAIN, started, type Lab } from './lab.js';

const toDev = { parameters: { VERSION: '1.4.2', ENVIRONMENT: 'dev' } };
const toProduction = { parameters: { VERSION: '1.4.2', ENVIRONMENT: 'production' } };

/** Every method of the port once, in an order that works: none can be added without being held to the contract. */
export function journey(
  jenkins: JenkinsPort,
  control: Lab['control'],
): Record<keyof JenkinsPort, () => Promise<unknown>> {
  const last = async () => {
    const [build] = await jenkins.builds(MAIN, 1);
    if (build === undefined) throw new Error('no build');
    return build.ref;
  };
  const waiting = async () => {
    const ref = await started(jenkins, DEPLOY, await jenkins.trigger(DEPLOY, toProduction));
    await eventually(
      () => jenkins.inputs(ref),
      (inputs) => inputs.length > 0,
    );
    return ref;
  };
  /** While nothing is free, what was asked for stays in the queue. */
  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    await control({ executors: 0 });
    const result = await work();
    await control({ executors: 4 });
    return result;
  };
  return {
    server: () => jenkins.server(),
    job: async () => [await jenkins.job({ path: 'shop/checkout' }), await jenkins.job(MAIN)],
    builds: () => jenkins.builds(MAIN, 5),
    build: async () => jenkins.build(await last()),
    trigger: async () =>
      ended(
        jenkins,
        await started(jenkins, DEPLOY, await jenkins.trigger(DEPLOY, { ...toDev, marker: 'op-1' })),
      ),
    follow: () => jenkins.follow(DEPLOY, { marker: 'op-1' }),
    queued: () =>
      busy(async () => {
        await jenkins.trigger(MAIN, { parameters: {}, marker: 'op-4' });
        const [item] = await jenkins.queued(MAIN);
        return item && jenkins.unqueue(item.queueId);
      }),
    unqueue: () =>
      busy(async () => {
        const asked = await jenkins.trigger(MAIN, { parameters: {}, marker: 'op-2' });
        return asked.state === 'queued' && jenkins.unqueue(asked.ticket.queueId ?? 0);
      }),
    rerun: async () => started(jenkins, MAIN, await jenkins.rerun(await last(), 'op-3')),
    stages: async () => jenkins.stages(await last()),
    log: async () => jenkins.log(await last(), 0),
    stageLog: async () => jenkins.stageLog({ job: MAIN, number: 1 }, '10'),
    tests: async () => jenkins.tests({ job: MAIN, number: 1 }),
    artifact: async () => jenkins.artifact({ job: MAIN, number: 1 }, 'build/image.txt', 64),
    abort: async () => jenkins.abort(await last()),
    inputs: async () => {
      const ref = await waiting();
      const inputs = await jenkins.inputs(ref);
      await jenkins.answerInput(ref, inputs[0]?.id ?? '', { say: 'abort' });
      return inputs;
    },
    answerInput: async () => {
      const ref = await waiting();
      const [input] = await jenkins.inputs(ref);
      return jenkins.answerInput(ref, input?.id ?? '', { say: 'proceed' });
    },
  };
}
