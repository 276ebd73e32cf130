import type { Locale } from '../../src/contracts/message.js';

/** What the changes are called in Korean sentences; in English their ids are words. */
const KOREAN: Readonly<Record<string, string>> = {
  deploy: '배포',
  rollback: '롤백',
  scale: '스케일',
  restart: '재시작',
  resume: '재개',
  'pipeline-run': '파이프라인 실행',
  'pipeline-stop': '파이프라인 중단',
  'pipeline-approve': '파이프라인 승인',
  'file-issue': '이슈 등록',
};

/** What an operation does, in a word; a skill that was added is called by its id. */
export const actWord = (skill: string, locale: Locale): string =>
  locale === 'ko' ? (KOREAN[skill] ?? skill) : skill;
