import { capabilities } from '../../../adapters/teams/capabilities.js';
import { teamsSchema } from '../../../adapters/teams/config.js';
import { teams as teamsAdapter } from '../../../adapters/teams/index.js';
import { startPublicListener } from '../../../src/http/index.js';
import type {
  AdapterDriver,
  DriverContext,
  PlayedPlatform,
  Said,
  Who,
} from '../../contracts/adapter/driver.js';
import { controls, FakeTeams, GROUP, PEOPLE, shown, type FakeMessage } from '../../fakes/teams.js';

/** Teams: two people in one group chat, who mention the bot. */
export const teamsDriver: AdapterDriver = {
  id: teamsAdapter.id,
  capabilities,
  actors: { ada: { platform: 'teams', id: PEOPLE.ada }, mina: { platform: 'teams', id: PEOPLE.mina } },
  conversation: { platform: 'teams', id: GROUP, tenant: 'default' },
  start,
};

async function start(context: DriverContext): Promise<PlayedPlatform> {
  const teams = await FakeTeams.start();
  const config = teamsSchema.parse({ development: true, serviceUrl: teams.url });
  const adapter = await teamsAdapter.start(context, config);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log: context.log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  teams.botUrl = listener.url;
  const send = (who: Who, text: string, id: string): Said => {
    const taken = teams.message(text, { person: who, conversation: GROUP, id }).then(
      ({ status }) => status === 200,
      () => false,
    );
    return { who, text, id, taken };
  };
  const offering = (label: string): FakeMessage => {
    const message = teams.messages.findLast((each) => controls(each).some(({ title }) => title === label));
    if (message === undefined) throw new Error(`nothing offers "${label}"`);
    return message;
  };
  return {
    say: (who, text) => send(who, text, teams.newId()),
    redeliver: ({ who, text, id }) => send(who, text, id),
    press: async (who, label) => {
      await teams.press(offering(label), label, { person: who });
    },
    answer: async (who, value) => {
      const form = teams.messages.findLast((each) =>
        controls(each).some(({ verb }) => verb.endsWith('answer')),
      );
      const send = form && controls(form).find(({ verb }) => verb.endsWith('answer'));
      if (send === undefined || form === undefined) throw new Error('no form is open');
      await teams.press(form, send.title, { person: who }, { chosen: value });
    },
    seen: () => teams.messages.map((message) => shown(message)),
    files: () => [],
    outage: (on) => {
      teams.down = on;
    },
    stop: async () => {
      await listener.stop();
      await adapter.stop();
      await teams.stop();
    },
  };
}
