import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import { parseJson } from '../../src/trust-boundaries.js';
import { refusalOf, unreachable } from './errors.js';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions['httpClient']>;

const CALL_MS = 10_000;
const LONGEST_REASON = 200;

/**
 * What the SDK's client sends goes through here once: its own pipeline would wait out a `Retry-After` by itself and
 * repeat a post whose answer was lost. Our outbox does that, in order and knowing what it may repeat.
 */
export const transport: HttpClient = {
  async sendRequest(request) {
    const body: unknown = request.body;
    const sent = fetch(request.url, {
      method: request.method,
      headers: request.headers.rawHeaders(),
      ...(typeof body === 'string' ? { body } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_MS),
    });
    const { response, text } = await sent
      .then(async (answered) => ({ response: answered, text: await answered.text() }))
      .catch((error: unknown) => {
        throw unreachable(error);
      });
    if (!response.ok) throw refusalOf(response.status, reasonIn(text), retryAfter(response));
    const headers = request.headers.clone();
    for (const { name } of headers.headersArray()) headers.remove(name);
    response.headers.forEach((value, name) => headers.set(name, value));
    return { request, status: response.status, headers, bodyAsText: text };
  },
};

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) });

/** `BadSyntax: …`, as the connector says it; nothing when it says something else. */
function reasonIn(text: string): string {
  try {
    const { error } = errorSchema.parse(parseJson(text));
    return `${error.code} ${error.message}`.trim().slice(0, LONGEST_REASON);
  } catch {
    return '';
  }
}

const retryAfter = ({ headers }: Response): string | undefined => headers.get('retry-after') ?? undefined;
