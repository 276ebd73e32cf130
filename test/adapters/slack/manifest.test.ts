import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SCOPES } from '../../../adapters/slack/manifest.js';
import { slackSchema, slackVariables } from '../../../adapters/slack/config.js';
import { manifestYaml } from '../../../src/commands/slack.js';

const ROOT = new URL('../../../', import.meta.url).pathname;
const readme = readFileSync(`${ROOT}adapters/slack/README.md`, 'utf8');

/** Slack's own rules for manifests, as far as this one goes (docs.slack.dev, app manifest reference). */
const url = z.url({ protocol: /^https$/ });
const shortcut = z.strictObject({
  name: z.string().max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().max(255),
  description: z.string().max(150),
});
const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    shortcuts: z.array(shortcut).max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          url: url.optional(),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});
const read = (yaml: string) => manifestSchema.parse(parse(yaml));

describe('the manifest of the Slack app [SLACK-7]', () => {
  it('in config/ is the one that the command prints now', () => {
    expect(readFileSync(`${ROOT}config/slack-manifest.yaml`, 'utf8')).toBe(manifestYaml({ command: '/ops' }));
  });

  it('is valid for Socket Mode, without any address', () => {
    const yaml = manifestYaml({ command: '/ops' });
    expect(read(yaml).settings.socket_mode_enabled).toBe(true);
    expect(yaml).not.toContain('http');
  });

  it('is valid for HTTP, with the address everywhere', () => {
    const manifest = read(manifestYaml({ command: '/crew', url: 'https://ops.example.com/' }));
    const address = 'https://ops.example.com/slack/events';
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: address },
      interactivity: { request_url: address, message_menu_options_url: address },
    });
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/crew', url: address }]);
  });

  it('asks for no permission beyond those that README explains, in the same words', () => {
    const asked = read(manifestYaml({ command: '/ops' })).oauth_config.scopes.bot;
    const explained = [...readme.matchAll(/^\| `([a-z_:]+)` +\| (.+?) +\|$/gm)].map(([, scope, why]) => [
      scope,
      why,
    ]);
    expect(explained).toEqual(Object.entries(SCOPES));
    expect(asked).toEqual(Object.keys(SCOPES));
  });

  it('README names every variable and every key of the section', () => {
    for (const name of [...Object.keys(slackVariables), ...Object.keys(slackSchema.shape)])
      expect(readme).toContain(name);
  });
});
