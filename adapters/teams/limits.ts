/**
 * Limits of cards in Teams (learn.microsoft.com: "Designing Adaptive Cards", "Format your bot messages", "Cards
 * reference"): pieces, letters or bytes.
 */
export const LIMITS = {
  /** The highest version that every Teams client shows. */
  version: '1.5',
  /** A bot's message with its card; Teams counts UTF-16, two bytes a letter. */
  messageBytes: 28 * 1024,
  /** Buttons that are shown in a row; further ones go into its menu. */
  primaryActions: 6,
  actions: 20,
  actionTitle: 60,
  choices: 100,
  choiceLetters: 150,
  tableColumns: 6,
  summary: 500,
  title: 500,
} as const;

/** The text within a limit; one that was cut ends with an ellipsis. Letters made of two units are not halved. */
export function within(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** The size of what is sent, as Teams counts it. */
export function sizeOf(value: unknown): number {
  return 2 * JSON.stringify(value).length;
}
