/** A request that is turned down: what the device is told, and nothing of what the bot knows. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: 400 | 401 | 404 | 405 | 413 | 415 | 429 | 503,
    readonly code: string,
    readonly problems: readonly string[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

export const unauthorized = () =>
  new Refused(401, 'unauthorized', [], { 'www-authenticate': 'Bearer realm="coxswain"' });
export const notFound = () => new Refused(404, 'not_found');
export const wrongMethod = (allowed: string) =>
  new Refused(405, 'method_not_allowed', [], { allow: allowed });
export const tooLarge = (bytes: number) =>
  new Refused(413, 'too_large', [`the body must have at most ${bytes} bytes`], { connection: 'close' });
export const notJson = () =>
  new Refused(415, 'unsupported_media_type', ['the content type must be application/json']);
export const malformed = (problems: readonly string[]) => new Refused(400, 'invalid_request', problems);
export const tooMany = () =>
  new Refused(429, 'too_many_requests', ['this device is waiting for news often enough'], {
    'retry-after': '1',
  });
/** The answer is not there yet: the same id may be asked again. */
export const notYet = () => new Refused(503, 'try_again', [], { 'retry-after': '1' });

/** Whatever was thrown, as the refusal that the device gets; only what is a Refusal is told in detail. */
export function refusalOf(error: unknown): Refused {
  return error instanceof Refused ? error : notYet();
}
