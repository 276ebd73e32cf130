/** Slack's limits (docs.slack.dev, Block Kit reference and chat.postMessage), in characters or pieces. */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Above 4000 Slack advises against; it truncates at 40 000. */
  fallbackText: 4_000,
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 2_000,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  viewTitle: 24,
  viewButton: 24,
  label: 2_000,
  privateMetadata: 3_000,
  id: 255,
} as const;

/** The text within a limit; one that was cut ends with an ellipsis. Letters made of two units are not halved. */
export function within(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Slices of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
