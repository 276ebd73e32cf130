/** How many signed requests are remembered: at 100 a second, more than the time in which one is accepted again. */
const REMEMBERED = 60_000;

/**
 * What was answered to each signed request. An identical one, sent again by whoever recorded it, gets the same
 * answer and has no second effect. Entries older than `keepMs` may be forgotten: verification refuses such requests.
 */
export function createReplays<Answer>(
  now: () => number,
  keepMs: number,
  isKept: (answer: Answer) => boolean,
) {
  const seen = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  const forget = (): void => {
    for (const [key, { at }] of seen) {
      if (seen.size < REMEMBERED && now() - at <= keepMs) return;
      seen.delete(key);
    }
  };
  return {
    /** The answer given before, or what `answer` gives now. One that is not to be kept, or fails, is asked for again. */
    once(signature: string, answer: () => Promise<Answer>): Promise<Answer> {
      const before = seen.get(signature);
      if (before !== undefined) return before.answer;
      forget();
      const given = answer();
      seen.set(signature, { at: now(), answer: given });
      given.then(
        (answered) => isKept(answered) || seen.delete(signature),
        () => seen.delete(signature),
      );
      return given;
    },
  };
}
