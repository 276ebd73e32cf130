import { z } from 'zod';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { Stored } from '../objects.js';
import { applyScenario, completed, UnknownScenario } from '../scenarios.js';
import { accessRuleSchema, behaviourSchema } from '../state/world.js';
import { push, pushSchema } from '../delivery/links.js';
import { controlGithub, githubControlSchema, githubSummary } from '../github/controls.js';
import { controlJenkins, jenkinsControlSchema, jenkinsSummary } from '../jenkins/controls.js';
import { SCENARIOS } from '../world/scenarios.js';
import { badRequest, methodNotAllowed, unknownPath } from './failure.js';
import { faultSchema, type Faults } from './faults.js';
import { ok, type Answer, type ApiContext, type ApiRequest } from './request.js';
import { resourceOfKind, storedVersion } from './resources.js';
import { parseBody } from './writes.js';

export interface Controls extends ApiContext {
  readonly faults: Faults;
  /** Ends every open watch and followed log. */
  readonly closeStreams: () => void;
}

const objectSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const applySchema = z.union([
  z.object({ scenario: z.string(), namespace: z.string(), service: z.string() }),
  z.object({ objects: z.array(objectSchema) }),
]);
const behaviourBodySchema = z.object({ image: z.string(), behaviour: behaviourSchema.nullable() });
const watchesSchema = z.object({ forget: z.boolean().default(false), close: z.boolean().default(true) });

function parse<T>(schema: z.ZodType<T>, body: string): T {
  const parsed = schema.safeParse(parseBody(body));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

type Handler = (controls: Controls, body: string) => Answer;

/** What the sandbox offers besides Kubernetes; each is described in README.md. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /sandbox/world': ({ cluster: { world, store } }) =>
    ok({
      worldId: world.worldId,
      createdAt: world.createdAt,
      resourceVersion: store.version(),
      pendingTransitions: world.timers.length,
      scenarios: Object.fromEntries(Object.entries(SCENARIOS).map(([name, { says }]) => [name, says])),
    }),
  'GET /sandbox/requests': ({ cluster }) => ok({ requests: cluster.world.journal }),
  'DELETE /sandbox/requests': ({ cluster }) => {
    cluster.world.journal.length = 0;
    return ok({});
  },
  'GET /sandbox/faults': ({ faults }) => ok({ faults: faults.all() }),
  'POST /sandbox/faults': ({ faults }, body) => {
    faults.add(parse(faultSchema, body));
    return ok({ faults: faults.all() });
  },
  'DELETE /sandbox/faults': ({ faults }) => {
    faults.clear();
    return ok({});
  },
  'GET /sandbox/jenkins': ({ cluster }) => ok(jenkinsSummary(cluster)),
  'POST /sandbox/jenkins': ({ cluster }, body) =>
    ok(controlJenkins(cluster, parse(jenkinsControlSchema, body))),
  'GET /sandbox/github': ({ cluster }) => ok(githubSummary(cluster)),
  'POST /sandbox/github': ({ cluster }, body) => ok(controlGithub(cluster, parse(githubControlSchema, body))),
  'POST /sandbox/push': ({ cluster }, body) => {
    const commit = push(cluster, parse(pushSchema, body));
    if (commit === undefined) throw badRequest('there is no such service');
    return ok(commit);
  },
  'POST /sandbox/watches': ({ cluster, closeStreams }, body) => {
    const { forget, close } = parse(watchesSchema, body);
    if (forget) cluster.store.forget();
    if (close) closeStreams();
    return ok({});
  },
  'POST /sandbox/access': ({ cluster }, body) => {
    cluster.world.denials.push(parse(accessRuleSchema, body));
    return ok({ denials: cluster.world.denials });
  },
  'DELETE /sandbox/access': ({ cluster }) => {
    cluster.world.denials.length = 0;
    return ok({});
  },
  'POST /sandbox/behaviour': ({ cluster }, body) => {
    const { image, behaviour } = parse(behaviourBodySchema, body);
    if (behaviour === null) Reflect.deleteProperty(cluster.world.behaviours, image);
    else cluster.world.behaviours[image] = behaviour;
    return ok({ behaviours: cluster.world.behaviours });
  },
  'POST /sandbox/apply': ({ cluster }, body) => {
    const wanted = parse(applySchema, body);
    const items =
      'objects' in wanted
        ? wanted.objects.map((object) => cluster.store.put(applied(cluster, object)))
        : applyScenario(cluster, wanted.scenario, wanted.namespace, wanted.service);
    return ok({ items });
  },
};

function applied(cluster: ApiContext['cluster'], object: z.infer<typeof objectSchema>): Stored {
  const resource = resourceOfKind(object.kind);
  if (!resource) throw badRequest(`kind "${object.kind}" is not served`);
  const given = trustKubernetesObject<Stored>({ apiVersion: storedVersion(resource), ...object });
  return completed(cluster, given, resource.namespaced ? 'default' : undefined);
}

/** Answers a request under /sandbox/. */
export async function answerControl(controls: Controls, { method, path, body }: ApiRequest): Promise<Answer> {
  const handler = HANDLERS[`${method} ${path}`];
  if (!handler) {
    const known = Object.keys(HANDLERS).some((key) => key.endsWith(` ${path}`));
    throw known ? methodNotAllowed() : unknownPath();
  }
  try {
    const answer = handler(controls, body);
    if (method !== 'GET') await controls.flush();
    return answer;
  } catch (error) {
    throw error instanceof UnknownScenario ? badRequest(error.message) : error;
  }
}
