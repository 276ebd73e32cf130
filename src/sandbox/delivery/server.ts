import type { IncomingMessage } from 'node:http';
import { answerGithub } from '../github/route.js';
import { answerJenkins } from '../jenkins/handler.js';
import { answerRegistry } from '../registry/handler.js';
import type { Service, ServiceAnswer, ServiceContext } from './request.js';

/** Services that share the sandbox's address with Kubernetes, by the first part of the path. */
const SERVICES: readonly { readonly prefix: string; readonly answer: Service }[] = [
  { prefix: '/jenkins', answer: answerJenkins },
  { prefix: '/github', answer: answerGithub },
  { prefix: '/v2', answer: answerRegistry },
];

/** The answer of the service that the path belongs to; undefined: it is Kubernetes' own. */
export function answerService(
  context: ServiceContext,
  incoming: IncomingMessage,
  body: string,
): ServiceAnswer | undefined {
  const origin = `http://${incoming.headers.host ?? ''}`;
  const url = new URL(incoming.url ?? '/', origin);
  const service = SERVICES.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`));
  return service?.answer(context, {
    method: incoming.method ?? 'GET',
    path: url.pathname.slice(service.prefix.length),
    query: url.searchParams,
    headers: incoming.headers,
    body,
    origin,
  });
}
