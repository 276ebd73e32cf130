import { join } from 'node:path';
import type { Configuration } from '../../config/index.js';
import type { BotParts } from '../bot/index.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';
import { createGithub, githubSchema, settingsOf } from '../integrations/github/index.js';
import { createJenkins, jenkinsSchema } from '../integrations/jenkins/index.js';
import { createImages, imagesSchema } from '../integrations/registry/index.js';
import { createKubernetes } from '../integrations/kubernetes/index.js';
import { simulatedMark } from './simulated.js';

interface RunningWorld extends Pick<
  BotParts,
  'kubernetes' | 'jenkins' | 'github' | 'images' | 'environments' | 'services' | 'sandbox'
> {
  /** Of the sandbox: its GitHub pushes there what becomes of its runs. */
  pushTo?(hook: { readonly url: string; readonly secret: string }): void;
  stop(): Promise<void>;
}

/** The simulated shop, or the clusters that the file names. */
export async function openWorld(configuration: Configuration, clock: Clock, log: Log): Promise<RunningWorld> {
  const { world, services, home } = configuration;
  const closing = new AbortController();
  const { signal: closed } = closing;
  if (world.kind === 'clusters') {
    const kubeconfig = 'inCluster' in world.access ? world.access : { file: world.access.kubeconfig };
    const kubernetes = createKubernetes({ kubeconfig, clock, log, closed });
    const { environments } = world;
    const sandbox = await simulatedMark(kubernetes, environments, clock, closed);
    return {
      kubernetes,
      ...deliveryOf(configuration, clock),
      environments,
      services,
      sandbox,
      stop: () => {
        closing.abort();
        return Promise.resolve();
      },
    };
  }
  const { startSandbox } = await import('../sandbox/index.js');
  const sandbox = await startSandbox({ stateFile: join(home, 'sandbox.json'), clock, log });
  const configured = new Set(services.map(({ name }) => name));
  return {
    kubernetes: createKubernetes({ kubeconfig: { known: sandbox.kubernetes() }, clock, log, closed }),
    jenkins: createJenkins(sandbox.jenkins(), clock),
    github: createGithub(sandbox.github(), clock),
    images: createImages(sandbox.images(), clock),
    environments: sandbox.environments,
    services: [...services, ...sandbox.services.filter(({ name }) => !configured.has(name))],
    sandbox: { on: true, worldId: sandbox.worldId },
    pushTo: (hook) => sandbox.pushTo(hook),
    stop: () => {
      closing.abort();
      return sandbox.stop();
    },
  };
}

/** Jenkins, GitHub and registries where the file names them. Beside the sandbox there are only the simulated ones: the two worlds never mix. */
function deliveryOf(
  { sections }: Configuration,
  clock: Clock,
): Pick<BotParts, 'jenkins' | 'github' | 'images'> {
  const jenkins = jenkinsSchema.optional().parse(sections['jenkins']);
  const section = githubSchema.optional().parse(sections['github']);
  const github = section && settingsOf(section);
  const images = imagesSchema.optional().parse(sections['images']);
  return {
    ...(jenkins && { jenkins: createJenkins(jenkins, clock) }),
    ...(github && { github: createGithub(github, clock) }),
    ...(images && { images: createImages(images, clock) }),
  };
}
