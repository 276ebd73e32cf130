import { describe, expect, it } from 'vitest';
import { startRig } from './rig.js';

const korean = async () => {
  const rig = await startRig();
  const asked = await rig.say('checkout 1.4.2 배포해줘');
  expect(asked).toMatchObject({ code: 'awaiting_answer', locale: 'ko' });
  return rig;
};

describe('while a Korean question is open', () => {
  it('an answer in Latin letters is answered in Korean', async () => {
    const rig = await korean();
    expect((await rig.say('staging')).locale).toBe('ko');
  });

  it('an English sentence instead of an answer is answered in English', async () => {
    const rig = await korean();
    expect((await rig.say('status of warehouse')).locale).toBe('en');
  });

  it('a Korean sentence stays Korean', async () => {
    const rig = await korean();
    expect((await rig.say('도움말')).locale).toBe('ko');
  });
});
