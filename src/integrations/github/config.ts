import { z } from 'zod';

const text = (right: string, pattern = /\S/) => z.string({ error: right }).regex(pattern, { error: right });
const APP = 'an app such as { id: 12345, privateKey: … }';

/** The `github:` section: where GitHub is and who the bot is there. */
export const githubSchema = z
  .strictObject(
    {
      /** Of an Enterprise Server: its API's base URL. */
      url: text('a URL such as https://github.example.com/api/v3', /^https?:\/\/\S+$/).default(
        'https://api.github.com',
      ),
      token: text('a token such as ghp_…').optional(),
      app: z
        .strictObject(
          {
            id: z.union([z.int(), z.string().regex(/\S/)], { error: 'the id of the GitHub App' }),
            privateKey: text("the app's private key in PEM form", /BEGIN [A-Z ]*PRIVATE KEY/).optional(),
            /** Absent: looked up for each owner of a repository. */
            installation: z.int({ error: 'the number of an installation' }).optional(),
          },
          { error: APP },
        )
        .optional(),
      /** Sets `app.privateKey`, so that the key can come from the environment. */
      privateKey: text("the app's private key in PEM form", /BEGIN [A-Z ]*PRIVATE KEY/).optional(),
      /** What GitHub signs its webhooks with; without it none are taken. */
      webhookSecret: text('the secret of the webhook').optional(),
    },
    { error: 'a section such as { token: ghp_… } or { app: { id: 12345 }, privateKey: … }' },
  )
  .refine(
    ({ token, app, privateKey, webhookSecret }) =>
      token !== undefined ||
      (app === undefined ? webhookSecret !== undefined : (app.privateKey ?? privateKey) !== undefined),
    { error: 'a section with a token, or with an app and its privateKey' },
  );
export type GithubSection = z.infer<typeof githubSchema>;

/** The environment variables that set a key of the section. */
export const githubVariables = {
  GITHUB_API_URL: 'url',
  GITHUB_TOKEN: 'token',
  GITHUB_APP_PRIVATE_KEY: 'privateKey',
  GITHUB_WEBHOOK_SECRET: 'webhookSecret',
} as const;

/** What the client needs of the section. */
export interface GithubSettings {
  readonly url: string;
  readonly credentials: Credentials;
  /** Writes at most once a second, searches every two, as GitHub asks for. Default true. */
  readonly paced?: boolean;
}
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'app';
      readonly id: string;
      readonly privateKey: string;
      readonly installation?: number;
    };

/** Undefined where the section only says what webhooks are signed with: then nothing is asked of GitHub. */
export function settingsOf({ url, token, app, privateKey }: GithubSection): GithubSettings | undefined {
  const key = app?.privateKey ?? privateKey;
  if (app === undefined || key === undefined)
    return token === undefined ? undefined : { url, credentials: { kind: 'token', token } };
  const { id, installation } = app;
  const which = installation === undefined ? {} : { installation };
  return { url, credentials: { kind: 'app', id: String(id), privateKey: key, ...which } };
}
