import { describe, expect, it } from 'vitest';
import { OTHER_TOKEN, startVoiceRig, TOKEN } from './rig.js';

const transcript = (change: object = {}) => ({
  id: 'e-17',
  session: 's-1',
  locale: 'en',
  alternatives: [{ text: 'status of staging', confidence: 0.9 }],
  speaking: false,
  ...change,
});

describe('who may speak', () => {
  it.each([
    ['without a header', undefined],
    ['with an empty token', 'Bearer '],
    ['with another scheme', `Basic ${TOKEN}`],
    ['with a token that nobody has', 'Bearer not-a-token-of-any-device-at-all'],
    ['with the beginning of a token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['with more than a token', `Bearer ${TOKEN}x`],
    ['with two tokens', `Bearer ${TOKEN}, Bearer ${TOKEN}`],
    ['with the hash instead of the token', 'Bearer sha256:0000'],
  ])('nobody %s', async (_what, authorization) => {
    const rig = await startVoiceRig();
    for (const [path, method] of [
      ['transcripts', 'POST'],
      ['sessions/s-1/news', 'GET'],
    ] as const) {
      const response = await fetch(`${rig.url()}/voice/${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
        },
        ...(method === 'POST' ? { body: JSON.stringify(transcript()) } : {}),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.json()).toEqual({ error: 'unauthorized' });
    }
  });

  it('each device has its own sessions: another one hears no news of them', async () => {
    const rig = await startVoiceRig();
    await rig.say('scale cart to two in staging');
    await rig.say('confirm staging');
    expect((await rig.news()).news.at(-1)?.final).toBe(true);
    expect((await rig.news({ token: OTHER_TOKEN, wait: 0 })).news).toEqual([]);
  });
});

describe('what is no transcript', () => {
  it.each([
    ['text that is no JSON', 'not json', 400, 'the body must be JSON in UTF-8'],
    ['a list', [], 400, 'the body must be an object with id, session and alternatives'],
    ['no id', transcript({ id: undefined }), 400, 'id must be text'],
    ['an id with spaces', transcript({ id: 'e 17' }), 400, 'id must be 1 to 128 visible ASCII'],
    ['no session', transcript({ session: '' }), 400, 'session must be 1 to 128 visible ASCII'],
    ['no alternatives', transcript({ alternatives: [] }), 400, 'alternatives must have at least one'],
    ['silence', transcript({ alternatives: [{ text: ' ' }] }), 400, 'alternatives must have a transcript'],
    [
      'a number as text',
      transcript({ alternatives: [{ text: 5 }] }),
      400,
      'alternatives[0].text must be text',
    ],
    [
      'too much confidence',
      transcript({ alternatives: [{ text: 'help', confidence: 2 }] }),
      400,
      'alternatives[0].confidence must be a number from 0 to 1',
    ],
    ['another language', transcript({ locale: 'fr' }), 400, 'locale must be en or ko'],
    ['a word for speaking', transcript({ speaking: 'yes' }), 400, 'speaking must be true or false'],
    ['a body that is too large', { filler: 'x'.repeat(300_000) }, 413, 'the body must have at most'],
  ])('%s is refused and says why', async (_what, body, status, problem) => {
    const rig = await startVoiceRig();
    const response = await rig.post(body);
    expect(response.status).toBe(status);
    expect(JSON.stringify(await response.json())).toContain(problem.replace(/"/g, '\\"'));
  });

  it('every problem is said at once', async () => {
    const rig = await startVoiceRig();
    const response = await rig.post({ id: 1, session: 2, alternatives: 3 });
    expect(await response.json()).toMatchObject({ error: 'invalid_request', problems: { length: 3 } });
  });

  it('forms, other methods and other paths are refused', async () => {
    const rig = await startVoiceRig();
    expect((await rig.post('a=b', TOKEN, { 'content-type': 'text/plain' })).status).toBe(415);
    const wrong = await fetch(`${rig.url()}/voice/transcripts`);
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${rig.url()}/voice/other`)).status).toBe(404);
  });
});

describe('a page in a browser', () => {
  it('of a configured origin may call, any other may not', async () => {
    const rig = await startVoiceRig();
    const preflight = (origin: string) =>
      fetch(`${rig.url()}/voice/transcripts`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://voice.example.com');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://voice.example.com');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    const other = await preflight('https://evil.example.com');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the contract', () => {
  it('answers with what to say and show, what is expected, which words may come, and the operation', async () => {
    const rig = await startVoiceRig();
    const asked = await rig.say('roll back payments', { locale: 'en-US' });
    expect(asked).toMatchObject({ expects: 'slot:environment', operation: null });
    expect(asked.say).toContain('environment');
    expect(asked.vocabulary.slice(0, 3).sort()).toEqual(['dev', 'production', 'staging']);
    const plan = await rig.say('staging');
    expect(plan).toMatchObject({
      expects: 'confirm',
      operation: { number: 1, status: 'awaiting_confirmation' },
    });
    expect(plan.vocabulary[0]).toBe('confirm staging');
  });

  it('shows the phrase as it is said and heard', async () => {
    const rig = await startVoiceRig();
    const plan = await rig.say('운영 결제 롤백해 줘', { locale: 'ko' });
    expect(JSON.stringify(plan.show)).toContain('“운영 롤백 진행”');
    expect(JSON.stringify(plan.show)).toContain('"say":"운영 롤백 진행"');
    expect(JSON.stringify(plan.show)).not.toContain('production 롤백 진행');
    expect((await rig.say('운영 롤백 진행', { locale: 'ko' })).expects).toBe('factor');
    await expect.poll(() => JSON.stringify(rig.chat())).toContain('운영 롤백 진행');
    expect(JSON.stringify(rig.chat())).not.toContain('“production 롤백 진행”');
  });

  it('the same id gets the same answer and does nothing again', async () => {
    const rig = await startVoiceRig();
    const first = await rig.say('scale cart to two in staging', { id: 'e-1' });
    const again = await rig.say('scale cart to two in staging', { id: 'e-1' });
    expect(again).toEqual(first);
    const other = await rig.say('scale cart to two in staging', { id: 'e-1', session: 's-2' });
    expect(other.operation?.number).toBe(2);
  });
});
