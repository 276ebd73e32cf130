import { capabilities } from '../../../adapters/slack/capabilities.js';
import { slackSchema } from '../../../adapters/slack/config.js';
import { slack as slackAdapter } from '../../../adapters/slack/index.js';
import { startPublicListener } from '../../../src/http/index.js';
import type {
  AdapterDriver,
  DriverContext,
  PlayedPlatform,
  Said,
  Who,
} from '../../contracts/adapter/driver.js';
import type { FakeMessage } from '../../fakes/slack-api.js';
import { FakeSlack, SECRET, shown } from '../../fakes/slack.js';

const USERS: Readonly<Record<Who, string>> = { ada: 'UADA', mina: 'UMINA' };
const CHANNEL = 'COPS';

/** Slack over HTTP: two people in one channel, who speak by slash command. */
export const slackDriver: AdapterDriver = {
  id: slackAdapter.id,
  capabilities,
  actors: { ada: { platform: 'slack', id: USERS.ada }, mina: { platform: 'slack', id: USERS.mina } },
  conversation: { platform: 'slack', id: CHANNEL, tenant: 'default' },
  start,
};

async function start(context: DriverContext): Promise<PlayedPlatform> {
  const { log } = context;
  const slack = await FakeSlack.start();
  const { workspace } = slack;
  workspace.users.set(USERS.ada, { name: 'Ada' }).set(USERS.mina, { name: 'Mina' });
  const config = slackSchema.parse({ botToken: 'xoxb-1-test', apiUrl: slack.apiUrl, signingSecret: SECRET });
  const adapter = await slackAdapter.start(context, config);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  slack.botUrl = listener.url;
  let answered = 0;
  const send = (who: Who, text: string, id: string): Said => {
    const taken = slack.command(text, { user: USERS[who], channel: CHANNEL }, id).then(
      ({ status }) => status === 200,
      () => false,
    );
    return { who, text, id, taken };
  };
  const visible = (who: Who): readonly FakeMessage[] =>
    workspace.messages.filter(
      ({ channel, onlyFor }) =>
        (channel === CHANNEL || channel === `D${USERS[who].slice(1)}`) &&
        (onlyFor === undefined || onlyFor === USERS[who]),
    );
  return {
    say: (who, text) => send(who, text, slack.newId('trigger')),
    redeliver: ({ who, text, id }) => send(who, text, id),
    press: async (who, label) => {
      const message = visible(who).findLast((each) => labelsOf(each).includes(label));
      if (message === undefined) throw new Error(`nothing offers "${label}" to ${who}`);
      await slack.press(message, label, USERS[who]);
    },
    answer: async (who, value) => {
      if (workspace.views.length === answered) throw new Error('no form is open');
      await slack.submit(USERS[who], value);
      answered = workspace.views.length;
    },
    seen: (who) => visible(who).map((message) => unescaped(shown(message))),
    files: () => workspace.files.map(({ content }) => content),
    outage: (on) => {
      workspace.weather = on ? 'down' : 'fine';
    },
    stop: async () => {
      await listener.stop();
      await adapter.stop();
      await slack.stop();
    },
  };
}

function labelsOf({ blocks }: FakeMessage): readonly string[] {
  const elements = blocks.flatMap(({ elements: some = [] }) => some);
  return elements.map(({ text }) => (typeof text === 'string' ? text : (text?.text ?? '')));
}

/** As Slack's clients show it. */
function unescaped(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
