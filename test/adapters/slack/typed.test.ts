import { describe, expect, it } from 'vitest';
import { saidByCommand, saidByMessage } from '../../../adapters/slack/receive.js';

const command = (text: string) =>
  saidByCommand({ text, user_id: 'UADA', channel_id: 'COPS', trigger_id: 'T1' }).text;
const message = (text: string, more: Readonly<Record<string, string>> = {}) => {
  const event = { type: 'message', user: 'UADA', channel: 'COPS', ts: '1.1', text, ...more };
  return saidByMessage({ event }, 'UBOT', () => true)?.text;
};

describe('what was typed in Slack, as it looked', () => {
  it.each([
    ['pictures', ':rocket: deploy checkout 1.4.2 to staging :tada::wave::skin-tone-2:'],
    ['a picture in Korean', ':로켓: deploy checkout 1.4.2 to staging'],
    ['a link made of a name', 'deploy <http://checkout|checkout> 1.4.2 to staging'],
    ['spaces around', '  deploy checkout 1.4.2 to staging \n'],
  ])('without %s', (_, text) => {
    expect(command(text)).toBe('deploy checkout 1.4.2 to staging');
  });

  it.each([
    ['a channel by its name', 'digest in <#C1|ops>', 'digest in #ops'],
    ['a person by name', 'cancel the one of <@UMINA|mina>', 'cancel the one of mina'],
    ['signs that Slack escapes', 'logs &lt;of&gt; a &amp; b', 'logs <of> a & b'],
    ['a time, which is no picture', 'every day at 09:30:00', 'every day at 09:30:00'],
    ['an image’s name', 'deploy shop/cart:1.2: now', 'deploy shop/cart:1.2: now'],
  ])('with %s', (_, text, read) => {
    expect(command(text)).toBe(read);
  });

  it('nothing, spaces and a picture alone ask for help, but not in talk among people', () => {
    expect(['', '  \u00a0', ':wave:'].map(command)).toEqual(['help', 'help', 'help']);
    expect(message('<@UBOT> :wave:')).toBe('help');
    expect(message(':+1:', { thread_ts: '1.0' })).toBe(':+1:');
  });
});
