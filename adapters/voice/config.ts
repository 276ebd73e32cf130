import { createHash } from 'node:crypto';
import { z } from 'zod';

const text = (right: string, pattern: RegExp) => z.string({ error: right }).regex(pattern, { error: right });

const deviceSchema = z
  .strictObject(
    {
      /** Whose device it is; without, the device is a person of its own (`voice:<name>`) until it is linked by a code. */
      person: text('a platform id such as slack:U024BE7LH', /^[a-z]+:\S+$/).optional(),
      /** How that person is called in answers and operations; the device's name otherwise. */
      name: text('the name of a person', /\S/).optional(),
      /** sha256 of the bearer token, hexadecimal. */
      tokenHash: text(
        'sha256: and the 64 hexadecimal digits of the hash of the token',
        /^sha256:[0-9a-f]{64}$/i,
      ).optional(),
      /** The environment variable that holds the token; the loader puts its hash in `tokenHash` (voiceTokens). */
      tokenVariable: text('the name of an environment variable', /^[A-Za-z_][A-Za-z0-9_]*$/).optional(),
      /** The conversation in which everything also appears as text, as `platform:id`. */
      chat: text('a conversation such as slack:C024BE7LR or terminal:main', /^[a-z]+:\S+$/).optional(),
    },
    { error: 'a device such as { person: slack:U024BE7LH, tokenVariable: VOICE_TOKEN_ADA }' },
  )
  .refine(({ tokenHash }) => tokenHash !== undefined, {
    error:
      'a device with tokenHash, or with the tokenVariable of a token of at least 24 characters that is set',
  });

/** The `voice:` section. */
export const voiceSchema = z.strictObject(
  {
    devices: z
      .record(
        text('a name of small letters, digits, "-" and "_"', /^[a-z0-9][a-z0-9_-]{0,62}$/),
        deviceSchema,
        { error: 'names with their devices such as headset-ada: { … }' },
      )
      .refine((devices) => Object.keys(devices).length > 0, { error: 'at least one device' }),
    /** Pages of other origins that may call it from a browser, e.g. `https://voice.example.com`. */
    origins: z
      .array(text('an origin such as https://voice.example.com', /^https?:\/\/[^/\s]+$/), {
        error: 'a list of origins such as [https://voice.example.com]',
      })
      .default([]),
  },
  { error: 'a section such as { devices: { headset-ada: { … } } }' },
);
export type VoiceConfig = z.infer<typeof voiceSchema>;

/** A shorter token could be guessed. */
const SHORTEST_TOKEN = 24;

const rawSchema = z.looseObject({ devices: z.record(z.string(), z.unknown()) });
const referringSchema = z.looseObject({ tokenVariable: z.string(), tokenHash: z.undefined().optional() });

/**
 * The section with the hash of every token that it names by an environment variable: the token itself goes no
 * further. A variable that is not set, or too short, leaves its device without one, which the schema then refuses.
 */
export function voiceTokens(section: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  const raw = rawSchema.safeParse(section);
  if (!raw.success) return section;
  const devices = Object.entries(raw.data.devices).map(([name, device]): [string, unknown] => {
    const referring = referringSchema.safeParse(device);
    const token = referring.success ? env[referring.data.tokenVariable] : undefined;
    if (!referring.success || token === undefined || token.length < SHORTEST_TOKEN) return [name, device];
    return [name, { ...referring.data, tokenHash: hashOfToken(token) }];
  });
  return { ...raw.data, devices: Object.fromEntries(new Map<string, unknown>(devices)) };
}

/** A token's hash as the configuration has it. */
export function hashOfToken(token: string): string {
  return `sha256:${hashOf(token).toString('hex')}`;
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
