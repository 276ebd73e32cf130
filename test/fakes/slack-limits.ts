import { z } from 'zod';

/**
 * Slack's own rules for blocks, written down from its reference (docs.slack.dev, Block Kit), independent of the
 * adapter's: the fake server refuses what breaks them, as Slack does with `invalid_blocks`.
 */
const text = (max: number, type?: 'plain_text') =>
  z.object({
    type: type === undefined ? z.enum(['plain_text', 'mrkdwn']) : z.literal(type),
    text: z.string().min(1).max(max),
  });
const id = z.string().min(1).max(255);
const option = z.object({ text: text(75, 'plain_text'), value: z.string().min(1).max(150) });

const button = z.object({
  type: z.literal('button'),
  text: text(75, 'plain_text'),
  action_id: id,
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const placeholder = text(150, 'plain_text').optional();
const externalSelect = z.object({
  type: z.literal('external_select'),
  action_id: id,
  placeholder,
  min_query_length: z.number().int().min(0).optional(),
});
const staticSelect = z.object({
  type: z.literal('static_select'),
  action_id: id,
  placeholder,
  options: z.array(option).min(1).max(100),
});
const textInput = z.object({
  type: z.literal('plain_text_input'),
  action_id: id,
  placeholder,
  initial_value: z.string().max(3000).optional(),
});
const element = z.discriminatedUnion('type', [button, externalSelect, staticSelect]);

const block = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('section'),
      block_id: id.optional(),
      text: text(3000).optional(),
      fields: z.array(text(2000)).min(1).max(10).optional(),
    })
    .refine((it) => it.text !== undefined || it.fields !== undefined, {
      error: 'a section needs text or fields',
    }),
  z.object({ type: z.literal('header'), block_id: id.optional(), text: text(150, 'plain_text') }),
  z.object({ type: z.literal('divider'), block_id: id.optional() }),
  z.object({
    type: z.literal('context'),
    block_id: id.optional(),
    elements: z.array(text(2000)).min(1).max(10),
  }),
  z.object({
    type: z.literal('actions'),
    block_id: id.optional(),
    elements: z.array(element).min(1).max(25),
  }),
  z.object({
    type: z.literal('input'),
    block_id: id.optional(),
    label: text(2000, 'plain_text'),
    element: z.discriminatedUnion('type', [externalSelect, staticSelect, textInput]),
  }),
]);

const view = z.object({
  type: z.enum(['modal', 'home']),
  title: text(24, 'plain_text').optional(),
  submit: text(24, 'plain_text').optional(),
  close: text(24, 'plain_text').optional(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(block).max(100),
});

/** Every breach of the rules for a message, as `path: what`. */
export function messageProblems(message: { readonly text?: unknown; readonly blocks?: unknown }): string[] {
  const shape = z.object({
    text: z.string().max(40_000).optional(),
    blocks: z.array(block).max(50).optional(),
  });
  return [...problemsOf(shape, message), ...doubled(message.blocks)];
}

/** Every breach of the rules for a view. */
export function viewProblems(given: unknown): string[] {
  const blocks = z.object({ blocks: z.unknown() }).safeParse(given).data?.blocks;
  return [...problemsOf(view, given), ...doubled(blocks)];
}

function problemsOf(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const identified = z.array(
  z.object({
    block_id: z.string().optional(),
    elements: z.array(z.object({ action_id: z.string().optional() })).optional(),
  }),
);

/** Block ids are unique in a message, action ids in a block. */
function doubled(blocks: unknown): string[] {
  const given = identified.safeParse(blocks).data ?? [];
  const blockIds = given.flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id]));
  const actionIds = given.map(({ elements = [] }) =>
    elements.flatMap(({ action_id }) => (action_id === undefined ? [] : [action_id])),
  );
  const has = (ids: readonly string[]) => new Set(ids).size < ids.length;
  return [
    ...(has(blockIds) ? ['blocks: the same block_id twice'] : []),
    ...(actionIds.some(has) ? ['blocks: the same action_id twice in a block'] : []),
  ];
}
