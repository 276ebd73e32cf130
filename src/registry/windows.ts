/** How long an open question, confirmation or approval can be answered, in milliseconds (DESIGN.md, invariant 4). */
export const WINDOWS = {
  question: { chat: 5 * 60_000, voice: 30_000 },
  confirmation: { chat: 5 * 60_000, voice: 30_000 },
  /** The second factor outside the audio channel, after the phrase was said. */
  factor: 2 * 60_000,
  approval: 60 * 60_000,
  /** A message that waited longer than this for a bot that was down is answered, but not carried out. */
  stale: 10 * 60_000,
} as const;
