import { z } from 'zod';

const text = (right: string, pattern = /\S/) => z.string({ error: right }).regex(pattern, { error: right });
const REGISTRY = 'a registry such as { username: coxswain } or {}';

const registrySchema = z
  .strictObject(
    {
      /** Absent: `https://` and its name. */
      url: text('a URL such as https://registry.example.com', /^https?:\/\/[^\s/]+\/?$/).optional(),
      /** Absent: anonymous. */
      username: text('the name of an account that may pull').optional(),
      password: text('the password or token of that account').optional(),
    },
    { error: REGISTRY },
  )
  .default({});

/** The `images:` section: the registries, by the name that images begin with, and who the bot is there. */
export const imagesSchema = z
  .strictObject(
    {
      registries: z.record(
        text('the name of a registry such as registry.example.com:5000', /^[\w.-]+(:\d+)?$/),
        registrySchema,
        { error: 'registries by name, such as { registry.example.com: {} }' },
      ),
      /** For every registry with a username and no password of its own, so that it can come from the environment. */
      password: text('the password or token of that account').optional(),
    },
    { error: 'a section such as { registries: { registry.example.com: {} } }' },
  )
  .refine(
    ({ registries, password }) =>
      Object.values(registries).every(
        (each) => each.username === undefined || (each.password ?? password) !== undefined,
      ),
    { error: 'a section in which every username has a password' },
  );
export type ImagesSettings = z.infer<typeof imagesSchema>;

/** The environment variables that set a key of the section. */
export const imagesVariables = { REGISTRY_PASSWORD: 'password' } as const;
