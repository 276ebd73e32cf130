import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';
import { z } from 'zod';

/**
 * What is wrong with a card as Teams takes it: by the parser of the Adaptive Cards project at version 1.5, and by
 * Teams' own limits ("Cards reference", "Universal Actions", "Rate limiting and message size").
 */
export function cardProblems(card: unknown): readonly string[] {
  return [
    ...parserProblems(card),
    ...nodes(card).flatMap(({ node, path }) => nodeProblems(node, path)),
    ...rootProblems(card),
  ];
}

/** What Teams counts: UTF-16, the text beside the card included. */
export const MESSAGE_BYTES = 28 * 1024;

function parserProblems(card: unknown): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  return (
    Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index))
      .map(({ message }) => message)
      // Its pattern for `lang` is a global one, which remembers where it was: every second value is wrong to it.
      .filter((message) => !/property "lang"/.test(message))
      .map((message) => `parser: ${message}`)
  );
}

const rootSchema = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  fallbackText: z.string().min(1).max(500),
  speak: z.string().max(500).optional(),
  lang: z.enum(['en', 'ko']),
  refresh: z.object({ action: z.object({ type: z.literal('Action.Execute'), verb: z.string() }) }).optional(),
  msteams: z.object({ width: z.literal('Full') }),
  body: z.array(z.unknown()).min(1),
});

function rootProblems(card: unknown): readonly string[] {
  const issues = rootSchema.safeParse(card).error?.issues ?? [];
  const ids = nodes(card).flatMap(({ node }) => (typeof node.id === 'string' ? [node.id] : []));
  const bytes = 2 * JSON.stringify(card).length;
  return [
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...(new Set(ids).size === ids.length ? [] : ['an id is there twice']),
    ...(bytes <= MESSAGE_BYTES ? [] : [`${bytes} bytes are too many`]),
  ];
}

type Node = Readonly<Record<string, unknown>>;
const text = z.string();
const list = z.array(z.unknown());

/** What each type of element must be like in Teams. */
const RULES: Readonly<Record<string, z.ZodType>> = {
  ActionSet: z.object({ actions: list.min(1).max(20) }),
  'Action.Execute': z.object({
    title: text.min(1).max(60),
    verb: text.min(1),
    style: z.enum(['positive', 'destructive']).optional(),
  }),
  'Input.ChoiceSet': z.object({
    id: text.min(1),
    choices: z
      .array(z.object({ title: text.min(1).max(150), value: text.min(1).max(150) }))
      .min(1)
      .max(100),
  }),
  'Input.Text': z.object({ id: text.min(1), maxLength: z.number().max(200) }),
  Table: z.object({ columns: list.min(1).max(6), rows: list.max(31) }),
  RichTextBlock: z.object({ inlines: list.min(1) }),
  TextRun: z.object({ text: text.min(1).max(4_100) }),
};
const PLAIN = new Set(['AdaptiveCard', 'Container', 'ColumnSet', 'Column', 'TableRow', 'TableCell']);

function nodeProblems(node: Node, path: string): readonly string[] {
  const { type } = node;
  if (typeof type !== 'string' || PLAIN.has(type)) return [];
  const rule = RULES[type];
  if (rule === undefined) return [`${path}: the bot does not use ${type}`];
  const issues = rule.safeParse(node).error?.issues ?? [];
  const shown =
    type === 'ActionSet' ? list.parse(node.actions).filter((each) => !isSecondary(each)).length : 0;
  return [
    ...issues.map((issue) => `${path}.${issue.path.join('.')}: ${issue.message}`),
    ...(shown > 6 ? [`${path}: ${shown} buttons in a row`] : []),
  ];
}

const isSecondary = (action: unknown): boolean =>
  z.object({ mode: z.literal('secondary') }).safeParse(action).success;

/** Every typed object of the card; what a control carries back is data, not card. */
function nodes(tree: unknown, path = 'card'): readonly { readonly node: Node; readonly path: string }[] {
  if (Array.isArray(tree)) return tree.flatMap((each, index) => nodes(each, `${path}[${index}]`));
  const node = z.record(z.string(), z.unknown()).safeParse(tree).data;
  if (node === undefined) return [];
  const inner = Object.entries(node).filter(([key]) => key !== 'data' && key !== 'columns');
  const columns = node.type === 'ColumnSet' ? nodes(node.columns, `${path}.columns`) : [];
  return [{ node, path }, ...columns, ...inner.flatMap(([key, value]) => nodes(value, `${path}.${key}`))];
}
