import { z } from 'zod';
import type { CommandHint } from '../../src/contracts/ports/host.js';
import { colorIcon, outlineIcon } from './icons.js';
import { within } from './limits.js';
import { zip } from './zip.js';

/** What the package asks Teams for, and why. README.md explains them with the same words. */
export const SCOPES: Readonly<Record<string, string>> = {
  personal: 'talk with one person',
  groupChat: 'talk in group chats, when it is mentioned',
  team: 'talk in channels, when it is mentioned',
};
/** Commands that Teams offers while somebody types; ten at most a scope. */
const MOST_COMMANDS = 10;

/** The limits of the app manifest, schema 1.17 (developer.microsoft.com/json-schemas/teams/v1.17). */
const command = z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) });
const address = z.url().max(2048).startsWith('https://');
const manifestSchema = z.strictObject({
  $schema: z.string(),
  manifestVersion: z.literal('1.17'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.guid(),
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: address,
    privacyUrl: address,
    termsOfUseUrl: address,
  }),
  name: z.strictObject({ short: z.string().max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().max(80), full: z.string().max(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z
    .array(
      z.strictObject({
        botId: z.guid(),
        scopes: z.array(z.enum(['personal', 'groupChat', 'team'])).min(1),
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z
          .array(
            z.strictObject({ scopes: z.array(z.string()), commands: z.array(command).max(MOST_COMMANDS) }),
          )
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.string().max(2048)).max(16),
});

export interface PackageChoices {
  /** The application (client) ID of the bot. */
  readonly appId: string;
  /** The website of whoever runs the bot; Teams shows it. */
  readonly website: string;
  /** Whoever runs the bot. */
  readonly developer: string;
}

/** The app as Teams installs it, with the commands that the bot has. Throws ZodError when a choice breaks its limits. */
export function teamsManifest(
  commands: readonly CommandHint[],
  { appId, website, developer }: PackageChoices,
) {
  const site = website.replace(/\/+$/, '');
  const offered = commands.slice(0, MOST_COMMANDS).map(({ intent, summary }) => ({
    title: within(intent.replace(/[-_]/g, ' '), 32),
    description: within(summary, 128),
  }));
  const scopes = Object.keys(SCOPES);
  return manifestSchema.parse({
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.17/MicrosoftTeams.schema.json',
    manifestVersion: '1.17',
    version: '1.0.0',
    id: appId,
    developer: {
      name: developer,
      websiteUrl: site,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/terms`,
    },
    name: { short: 'Coxswain', full: 'Coxswain' },
    description: {
      short: 'Steers Kubernetes services by plain sentences, in English and Korean',
      full: 'Deploys, rolls back, scales and looks after Kubernetes services from a conversation. It never guesses in production: every plan is shown and confirmed before it runs.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0b3d5c',
    bots: [
      {
        ...{ botId: appId, scopes, supportsFiles: false, isNotificationOnly: false },
        commandLists: [{ scopes, commands: offered }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
  });
}

/** The app package: a zip of manifest and icons, to be uploaded to Teams. */
export function teamsPackage(commands: readonly CommandHint[], choices: PackageChoices): Buffer {
  const manifest = `${JSON.stringify(teamsManifest(commands, choices), null, 2)}\n`;
  return zip([
    { name: 'manifest.json', content: Buffer.from(manifest) },
    { name: 'color.png', content: colorIcon() },
    { name: 'outline.png', content: outlineIcon() },
  ]);
}
