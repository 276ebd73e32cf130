import { z } from 'zod';

/** What Slack sends, as far as the bot reads it (docs.slack.dev: events, slash commands, interaction payloads). */
export const commandSchema = z.object({
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
});

export const messageEventSchema = z.object({
  event_id: z.string().optional(),
  is_ext_shared_channel: z.boolean().optional(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    channel: z.string(),
    channel_type: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
    edited: z.unknown().optional(),
  }),
});
export type MessageEvent = z.infer<typeof messageEventSchema>;

export const homeOpenedSchema = z.object({
  event: z.object({ user: z.string(), tab: z.string().default('home') }),
});

const user = z.object({ id: z.string() });
const threadOf = z.object({ thread_ts: z.string().optional(), parent_user_id: z.string().optional() });

export const pressSchema = z.object({
  trigger_id: z.string(),
  user,
  channel: z.object({ id: z.string() }).optional(),
  message: threadOf.optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().default('') })).min(1),
});
export type Press = z.infer<typeof pressSchema>;

export const suggestionSchema = z.object({
  user,
  action_id: z.string(),
  value: z.string().default(''),
  view: z.object({ private_metadata: z.string() }).optional(),
});

const filledSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
export const submissionSchema = z.object({
  trigger_id: z.string().optional(),
  user,
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), filledSchema)) }),
  }),
});
export type Submission = z.infer<typeof submissionSchema>;

export const shortcutSchema = z.object({
  trigger_id: z.string(),
  user,
  channel: z.object({ id: z.string() }).optional(),
  message: threadOf.extend({ ts: z.string(), text: z.string().default('') }).optional(),
});
export type Shortcut = z.infer<typeof shortcutSchema>;

/** What was typed or chosen in a form of one field. */
export function filled({ view }: Submission): string {
  const fields = Object.values(view.state.values).flatMap((block) => Object.values(block));
  return fields
    .map(({ value, selected_option }) => selected_option?.value ?? value ?? '')
    .join(' ')
    .trim();
}
