import { describe, expect, it, onTestFinished } from 'vitest';
import { ABILITIES } from '../../../src/contracts/adapter.js';
import { conversationKey, inboundMessageSchema, LOCALES } from '../../../src/contracts/message.js';
import type { InboundMessage } from '../../../src/contracts/message.js';
import type { Deliver, Delivery, Host, News, NewsItem } from '../../../src/contracts/ports/host.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { systemClock } from '../../../src/clock.js';
import { FORMS, formed } from '../../adapters/terminal/forms.js';
import { around } from '../../fakes/around.js';
import { aReply } from '../../fakes/drafts.js';
import { recordingLog } from '../../fakes/log.js';
import type { AdapterDriver, PlayedPlatform, Who } from './driver.js';
import { contentsOf, factsOf, plainly } from './facts.js';

/** What every adapter owes the bot and the people, whatever its platform; the bot behind it only takes notes. */
export function adapterContract(driver: AdapterDriver): void {
  describe(`${driver.id} as an adapter [SLACK-1, CHANNELS-1]`, () => {
    incoming(driver);
    outgoing(driver);
    forms(driver);
    it('says of every ability what it is like there', () => {
      expect(Object.keys(driver.capabilities)).toEqual(Object.keys(ABILITIES));
      for (const { how } of Object.values(driver.capabilities)) expect(how).toMatch(/\S/);
    });
  });
}

function incoming(driver: AdapterDriver): void {
  it('what is said arrives once, with who said it and where, and its delivery is taken', async () => {
    const { platform, received } = await begin(driver);
    expect(await platform.say('ada', 'status of staging').taken).toBe(true);
    expect(received).toHaveLength(1);
    const message = inboundMessageSchema.parse(received[0]);
    expect(message).toMatchObject({ text: 'status of staging', addressed: true, whileSpeaking: false });
    expect(message.actor).toMatchObject(driver.actors.ada);
    expect(message.conversation).toMatchObject(driver.conversation);
    expect(message.conversation.platform).toBe(driver.id);
  });

  it('two people are two actors, two messages two events', async () => {
    const { platform, received } = await begin(driver);
    const said = [platform.say('ada', 'help'), platform.say('mina', 'help'), platform.say('ada', 'help')];
    await Promise.all(said.map(({ taken }) => taken));
    expect(new Set(received.map(({ actor }) => actor.id)).size).toBe(2);
    expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(3);
  });

  it('delivered again it is the same event in the same conversation', async () => {
    const { platform, received } = await begin(driver);
    const said = platform.say('ada', 'status of staging');
    await said.taken;
    for (let time = 1; time <= 4; time++) await platform.redeliver(said).taken;
    expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(1);
    expect(new Set(received.map(({ conversation }) => conversationKey(conversation))).size).toBe(1);
  });

  it('is taken only once it is durable', async () => {
    let durable: () => void = () => undefined;
    const order: string[] = [];
    const { platform, received } = await begin(driver, async ({ text }) => {
      if (text === 'status of staging') await new Promise<void>((resolve) => (durable = resolve));
    });
    const first = platform.say('ada', 'status of staging');
    void first.taken.then(() => order.push('first'));
    // Somebody else's message makes the whole way and back meanwhile: time enough to be taken too early.
    for (let time = 1; time <= 3; time++) await platform.say('mina', 'help').taken;
    expect(received.map(({ text }) => text)).toContain('status of staging');
    order.push('durable');
    durable();
    expect(await first.taken).toBe(true);
    expect(order).toEqual(['durable', 'first']);
  });

  it('what could not be made durable is not taken, and comes again as the same event', async () => {
    let full = true;
    const { platform, received } = await begin(driver, () =>
      full ? Promise.reject(new Error('the disk is full')) : Promise.resolve(),
    );
    const said = platform.say('ada', 'status of staging');
    expect(await said.taken).toBe(false);
    full = false;
    expect(await platform.redeliver(said).taken).toBe(true);
    expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(1);
  });
}

function outgoing(driver: AdapterDriver): void {
  const { capabilities } = driver;

  it('a newer version of a reply takes the place of the older one, or follows it', async () => {
    const { platform, show } = await begin(driver);
    const ref = await show('op:1', aReply('Deploying: first pod'), { final: false });
    await show('op:1', aReply('Deployed: all pods'), {
      revision: 2,
      ...(ref === undefined ? {} : { ref }),
    });
    const seen = sight(platform, 'ada');
    expect(seen).toContain('Deployed: all pods');
    if (capabilities.edits.has) expect(seen).not.toContain('first pod');
  });

  it('the same delivery twice is shown once where it is edited', async () => {
    const { platform, show } = await begin(driver);
    const ref = await show('op:1', aReply('Deployed'));
    await show('op:1', aReply('Deployed'), ref === undefined ? {} : { ref });
    const times = sight(platform, 'ada').split('Deployed').length - 1;
    if (capabilities.edits.has) expect(new Set(platform.seen('ada')).size).toBe(1);
    expect(times).toBeGreaterThan(0);
  });

  it('what does not arrive is kept by the outbox, and arrives as soon as it can', async () => {
    const { platform, show } = await begin(driver);
    platform.outage(true);
    const first = show('op:1', aReply('patience'));
    if (capabilities.proactive.has) await expect(first).rejects.toThrow();
    else await first;
    expect(platform.seen('ada')).toEqual([]);
    platform.outage(false);
    // Who is sent to is offered it again; who fetches finds it without.
    if (capabilities.proactive.has) await show('op:1', aReply('patience'));
    else await platform.arrived?.();
    expect(sight(platform, 'ada')).toContain('patience');
  });

  it('what is for the asker only is kept from others where that can be done', async () => {
    const { platform, show } = await begin(driver);
    await show('event:1', aReply('That needs an admin', { visibility: 'asker' }));
    expect(sight(platform, 'ada')).toContain('That needs an admin');
    if (capabilities.private.has) expect(sight(platform, 'mina')).not.toContain('That needs an admin');
  });

  it('what can be done next is offered, and taking it does exactly that', async () => {
    const { platform, show, received } = await begin(driver);
    const command = { intent: 'confirm', slots: { environment: 'production' }, operation: 42 };
    const action = {
      label: 'Confirm',
      say: 'confirm production',
      command,
      style: 'primary',
    } as const;
    await show(
      'op:1',
      aReply('Deploy?', {
        operation: 42,
        expects: 'confirm',
        blocks: [{ kind: 'actions', actions: [action] }],
      }),
    );
    expect(sight(platform, 'ada')).toContain(capabilities.buttons.has ? action.label : action.say);
    await platform.press('ada', 'Confirm');
    const [taken] = received;
    expect(taken?.command ?? taken?.text).toEqual(capabilities.buttons.has ? command : action.say);
    expect(taken?.actor).toMatchObject(driver.actors.ada);
  });

  it('long output is attached in full where files can be, and begins in the message', async () => {
    const { platform, show } = await begin(driver);
    const content = Array.from({ length: 400 }, (_, line) => `line ${line + 1}`).join('\n');
    const reply = aReply('Log of checkout', {
      blocks: [{ kind: 'file', name: 'checkout.log', mediaType: 'text/plain', content }],
    });
    await show('event:1', reply);
    expect(sight(platform, 'ada')).toContain('Log of checkout');
    if (capabilities.files.has) expect(platform.files()).toEqual([content]);
    else expect(platform.files()).toEqual([]);
  });
}

function forms(driver: AdapterDriver): void {
  const cases = Object.keys(FORMS).flatMap((name) => LOCALES.map((locale) => [name, locale] as const));
  it.each(cases)('a reply of the form %s in %s shows its facts', async (name, locale) => {
    const { platform, show } = await begin(driver);
    const form = formed(name, locale);
    const reply = { ...form, speech: form.title };
    await show('event:1', reply);
    const seen = plainly(sight(platform, 'ada') + platform.files().join(' '));
    for (const fact of factsOf(reply, driver.capabilities)) expect(seen).toContain(plainly(fact));
    if (driver.capabilities.files.has) expect(platform.files()).toEqual(contentsOf(reply));
  });
}

/** Everything that a person has before their eyes. */
const sight = (platform: PlayedPlatform, who: Who): string => platform.seen(who).join('\n');

/** The adapter on its platform, before a host that notes what it is given. `durable` is awaited before a message is. */
async function begin(
  driver: AdapterDriver,
  durable: (message: InboundMessage) => Promise<void> = () => Promise.resolve(),
) {
  const received: InboundMessage[] = [];
  const written = new Map<string, Written>();
  const subscribed: { deliver?: Deliver } = {};
  const host: Host = {
    receive: async (message) => {
      received.push(message);
      await durable(message);
      return { duplicate: false, answer: Promise.resolve({ reply: aReply('noted') }) };
    },
    options: () => Promise.resolve([]),
    home: () => Promise.resolve({ running: [], approvals: [], attention: [] }),
    vocabulary: () => [],
    commands: () => [],
    aloud: (text) => text,
    news: (_conversation, after = '0') => Promise.resolve(newsOf(written, Number(after))),
    subscribe: (platform, deliver) => {
      expect(platform).toBe(driver.id);
      subscribed.deliver = deliver;
      return () => undefined;
    },
  };
  const elsewhere = () => Promise.reject(new Error('there is no other channel here'));
  const platform = await driver.start({
    ...{ host, ...around(), clock: systemClock, log: recordingLog(), elsewhere },
  });
  onTestFinished(() => platform.stop());
  const show = async (key: string, reply: Reply, change: Partial<Delivery> = {}) => {
    const { conversation, actors } = driver;
    const delivery = { key, revision: 1, conversation, actor: actors.ada, reply, final: true, ...change };
    if (subscribed.deliver === undefined) throw new Error('the adapter did not subscribe');
    written.set(key, { reply, final: delivery.final, at: written.size + delivery.revision });
    const ref = await subscribed.deliver(delivery);
    await platform.arrived?.();
    return ref;
  };
  return { platform, received, show };
}

/** The newest revision of a reply, as the outbox keeps it for who fetches. */
type Written = NewsItem & { readonly at: number };

function newsOf(written: ReadonlyMap<string, Written>, after: number): News {
  const items = [...written.values()].filter(({ at }) => at > after);
  return { items, cursor: String(Math.max(after, ...items.map(({ at }) => at))) };
}
