import { describe, expect, it } from 'vitest';
import type { CatalogueNames } from '../../src/contracts/catalogue.js';
import { createAloud } from '../../src/outbox/aloud.js';
import { understood } from '../language/engine.js';
import { sandboxCatalogue } from '../../src/sandbox/catalogue.js';

const NAMES: CatalogueNames = {
  services: sandboxCatalogue.services,
  environments: sandboxCatalogue.environments.map(({ name, aliases }) => ({ name, aliases, spoken: [] })),
};
const aloud = createAloud(() => NAMES);

describe('read aloud in English [CHANNELS-5]', () => {
  it.each([
    ['a version, digit by digit', 'on 1.8.3.', 'on one point eight point three.'],
    ['its larger parts too', '1.10.2', 'one point one zero point two'],
    ['a release candidate', 'v2.0.0-rc1', 'two point zero point zero r c one'],
    ['counts', 'from 3 to 15 replicas', 'from three to fifteen replicas'],
    ['an operation', 'cancel #42', 'cancel number forty-two'],
    ['hundreds', '105 pods, 1200 requests', 'one hundred five pods, one thousand two hundred requests'],
    ['percent', '70% full', 'seventy percent full'],
    ['times of day', 'at 9:30, 09:05 and 18:00', "at nine thirty, nine oh five and eighteen o'clock"],
    ['names with hyphens', 'payments-api is up', 'payments api is up'],
    ['words that only look alike', 'node-1 and s3 stay', 'node-1 and s3 stay'],
    [
      'a read-back',
      'Roll payments-api in production back from 1.8.3 to 1.8.2? Say confirm production to go on.',
      'Roll payments api in production back from one point eight point three to one point eight point two? Say confirm production to go on.',
    ],
    ['two sentences at most', 'One. Two. Three.', 'One. Two.'],
  ])('%s', (_what, text, said) => {
    expect(aloud(text, 'en')).toBe(said);
    expect(aloud(said, 'en')).toBe(said);
  });
});

describe('read aloud in Korean [CHANNELS-5]', () => {
  it.each([
    ['a version, digit by digit', '1.8.3으로 바꿨어요.', '일 점 팔 점 삼으로 바꿨어요.'],
    ['counted pods with native numerals', '파드 3개에서 5개로', '파드 세 개에서 다섯 개로'],
    ['twenty, and twenty-one', '20개, 21개', '스무 개, 스물한 개'],
    ['past a hundred', '105개', '백다섯 개'],
    ['people and hours', '2명이 1시간 동안', '두 명이 한 시간 동안'],
    ['seconds and minutes with Sino-Korean ones', '30초 안에, 2분', '삼십 초 안에, 이 분'],
    ['times of day', '평일 09:30, 18:05', '평일 아홉 시 삼십 분, 십팔 시 오 분'],
    ['full hours', '평일 9시에, 12:00, 3시간', '평일 아홉 시에, 열두 시, 세 시간'],
    ['an operation', '#42 작업', '사십이 번 작업'],
    ['large numbers', '요청 12000', '요청 만 이천'],
    ['names by their Korean alias, with the particle that fits', 'dev을 checkout은', '개발을 체크아웃은'],
    ['names before an ending that is no particle', 'production에서', '운영에서'],
    [
      'a read-back',
      'production payments-api를 1.8.3에서 1.8.2로 롤백할까요? 진행하려면 production 롤백 진행이라고 말해 주세요.',
      '운영 결제를 일 점 팔 점 삼에서 일 점 팔 점 이로 롤백할까요? 진행하려면 운영 롤백 진행이라고 말해 주세요.',
    ],
    [
      'a change of replicas',
      'staging cart을 3개에서 5개로 바꿀까요?',
      '스테이징 장바구니를 세 개에서 다섯 개로 바꿀까요?',
    ],
  ])('%s', (_what, text, said) => {
    expect(aloud(text, 'ko')).toBe(said);
    expect(aloud(said, 'ko')).toBe(said);
  });
});

describe('what is read aloud is understood when it is said back', () => {
  const versions = ['1.8.3', '1.10.2', '2.0.0', '0.9.14', '1.4.2', '10.0.1'];
  it.each(versions.flatMap((version) => [['en', version] as const, ['ko', version] as const]))(
    '%s: %s',
    (locale, version) => {
      const said = aloud(version, locale);
      const text =
        locale === 'en'
          ? `deploy checkout version ${said} to staging`
          : `스테이징에 체크아웃 버전 ${said} 배포해 줘`;
      expect(understood(text, {}, 'voice')).toMatchObject({ decision: 'act', slots: { version } });
    },
  );
});
