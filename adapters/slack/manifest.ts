import type { CommandHint } from '../../src/contracts/ports/host.js';
import { IDS } from './controls.js';
import { SLACK_PATH } from './http.js';
import { within } from './limits.js';

/** Every permission that the app asks for, and what it is needed for. README.md explains them with the same words. */
export const SCOPES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'hear people who mention the bot in a channel',
  'channels:history': 'hear answers in threads that it takes part in',
  'channels:read': 'know whether a channel is shared with another organisation',
  'chat:write': 'post its replies and edit them in place',
  commands: 'offer the slash command and the shortcuts',
  'files:write': 'attach long output as a file',
  'groups:history': 'the same in private channels it was invited to',
  'groups:read': 'the same for private channels',
  'im:history': 'hear what is said to it in direct messages',
  'users:read': 'know who is a guest, and in which language to answer',
};
const EVENTS = ['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im'];

/** Where the manifest's limits are: docs.slack.dev, app manifest reference. */
const LONGEST = { description: 140, usageHint: 1000 };

export interface ManifestChoices {
  readonly command: string;
  /** The public address of the bot for HTTP; absent: Socket Mode. */
  readonly url?: string | undefined;
}

/** The app as Slack installs it, with the commands that the bot has. */
export function slackManifest(commands: readonly CommandHint[], { command, url }: ManifestChoices) {
  const requestUrl = url === undefined ? {} : { request_url: `${url.replace(/\/+$/, '')}${SLACK_PATH}` };
  const optionsUrl =
    url === undefined ? {} : { message_menu_options_url: `${url.replace(/\/+$/, '')}${SLACK_PATH}` };
  const hint = `[${commands.map(({ intent }) => intent).join(' | ')}] …`;
  return {
    display_information: {
      name: 'Coxswain',
      description: within(
        'Steers Kubernetes services by plain sentences, in English and Korean',
        LONGEST.description,
      ),
      background_color: '#0b3d5c',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'coxswain', always_online: true },
      shortcuts: [
        {
          name: 'Ask Coxswain',
          type: 'global',
          callback_id: IDS.askShortcut,
          description: 'Ask or tell the bot something',
        },
        {
          name: 'Ask Coxswain about this',
          type: 'message',
          callback_id: IDS.askMessageShortcut,
          description: 'Ask in the thread of a message',
        },
      ],
      slash_commands: [
        {
          command,
          ...(url === undefined ? {} : { url: `${url.replace(/\/+$/, '')}${SLACK_PATH}` }),
          description: 'Ask or tell Coxswain something',
          usage_hint: within(hint, LONGEST.usageHint),
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...requestUrl, ...optionsUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}
