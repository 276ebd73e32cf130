import { z } from 'zod';

const text = (right: string, pattern = /\S/) => z.string({ error: right }).regex(pattern, { error: right });

/** The `jenkins:` section: how to reach Jenkins. */
export const jenkinsSchema = z
  .strictObject(
    {
      /** With its prefix where it has one. */
      url: text('a URL such as https://ci.example.com/jenkins', /^https?:\/\/\S+$/),
      /** Absent: anonymous. */
      user: text("the name of the bot's user on Jenkins").optional(),
      /** With an API token Jenkins needs no crumb; with a password it does. */
      token: text('an API token of that user').optional(),
      /** The parameter that carries the operation's id in jobs that declare it. */
      marker: text('the name of a parameter such as COXSWAIN_OPERATION', /^\w+$/).optional(),
      /** What Jenkins' notices carry as their bearer token; without it none are taken. */
      webhookToken: text('the token of the notices').optional(),
      /** How long a build may take to obey each stronger way of stopping it, in milliseconds. */
      graceMs: z
        .int({ error: 'milliseconds from 100 to 60000' })
        .min(100, { error: 'milliseconds from 100 to 60000' })
        .max(60_000, { error: 'milliseconds from 100 to 60000' })
        .optional(),
    },
    { error: 'a section such as { url: https://ci.example.com, user: coxswain }' },
  )
  .refine(({ user, token }) => (user === undefined) === (token === undefined), {
    error: 'a section with both user and token, or neither',
  });
export type JenkinsSettings = z.infer<typeof jenkinsSchema>;

/** The environment variables that set a key of the section. */
export const jenkinsVariables = {
  JENKINS_URL: 'url',
  JENKINS_USER: 'user',
  JENKINS_TOKEN: 'token',
  JENKINS_WEBHOOK_TOKEN: 'webhookToken',
} as const;

export const DEFAULT_MARKER = 'COXSWAIN_OPERATION';
export const DEFAULT_GRACE_MS = 10_000;
