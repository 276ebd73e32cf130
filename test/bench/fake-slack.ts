/** The fake Slack as a process of its own: says where it is, and how many messages each channel has when asked. */
import { FakeSlack } from '../fakes/slack.js';
import { PEOPLE } from './load.js';

const slack = await FakeSlack.start();
for (const user of PEOPLE) slack.workspace.users.set(user, { name: user });

process.on('message', () => {
  const posted: Record<string, number> = {};
  for (const { channel } of slack.workspace.messages) posted[channel] = (posted[channel] ?? 0) + 1;
  process.send?.(posted);
});
process.send?.(slack.apiUrl);
