import { z } from 'zod';
import { bindingSchema } from '../../src/contracts/binding.js';

const text = (right: string, pattern = /\S/) => z.string({ error: right }).regex(pattern, { error: right });
/** The `slack:` section. With `appToken` events come over a socket that the bot opens; without, to `POST /slack/events`. */
export const slackSchema = z
  .strictObject(
    {
      botToken: text('a bot token such as xoxb-…', /^xox[a-z][-.]\S+$/),
      signingSecret: text('the signing secret of the app').optional(),
      appToken: text('an app-level token such as xapp-…', /^xapp-\S+$/).optional(),
      /** Another Web API than Slack's own, for emulators. */
      apiUrl: text('a URL such as http://127.0.0.1:4000/api/', /^https?:\/\/\S+$/).optional(),
      command: text('a slash command such as /ops', /^\/[a-z0-9_-]{1,31}$/).default('/ops'),
      /** Whether guests of the workspace may talk with the bot. */
      allowGuests: z.boolean({ error: 'true or false' }).default(false),
      /** Whether people of other organisations may, in channels shared with them. */
      allowSharedChannels: z.boolean({ error: 'true or false' }).default(false),
      /** What channels are for, by their id. */
      channels: z
        .record(text('a channel’s id such as C0123ABCD', /^[CGD][A-Z0-9]+$/), bindingSchema, {
          error: 'a section such as { C0123ABCD: { environment: staging } }',
        })
        .default({}),
    },
    { error: 'a section such as { botToken: xoxb-…, signingSecret: … }' },
  )
  .refine(({ signingSecret, appToken }) => signingSecret !== undefined || appToken !== undefined, {
    error: 'a section with signingSecret (HTTP) or appToken (Socket Mode)',
  });
export type SlackConfig = z.infer<typeof slackSchema>;

/** The environment variables that set a key of the section. */
export const slackVariables = {
  SLACK_BOT_TOKEN: 'botToken',
  SLACK_SIGNING_SECRET: 'signingSecret',
  SLACK_APP_TOKEN: 'appToken',
  SLACK_API_URL: 'apiUrl',
} as const;
