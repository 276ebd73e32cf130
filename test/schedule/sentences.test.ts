import { describe, expect, it } from 'vitest';
import { recurrenceIn, recurrenceText } from '../../src/contracts/recurrence.js';
import { scheduleSentence } from '../../src/pipeline/schedules/sentence.js';

describe('a time that comes again', () => {
  it.each([
    ['every weekday at 9', '0 9 * * 1-5'],
    ['every day at 18:30', '30 18 * * *'],
    ['every monday at 9', '0 9 * * 1'],
    ['mondays and thursdays at 9:15 am', '15 9 * * 1,4'],
    ['daily at 12 am', '0 0 * * *'],
    ['every evening at 6', '0 18 * * *'],
    ['every 6 hours', '0 */6 * * *'],
    ['매일 오전 9시', '0 9 * * *'],
    ['평일 9시에', '0 9 * * 1-5'],
    ['매주 월요일 오후 두 시 반', '30 14 * * 1'],
    ['매일 오후 12시', '0 12 * * *'],
    ['schedule digest 30 8 * * 1-5', '30 8 * * 1-5'],
  ])('%s: %s', (text, cron) => {
    expect(recurrenceIn(text)).toEqual({ kind: 'recurs', cron });
  });

  it.each([
    ['every day', 'no_time'],
    ['평일마다', 'no_time'],
    ['at 9', 'none'],
    ['digest of production', 'none'],
    ['every day at 25', 'impossible'],
    ['매일 9시 70분', 'impossible'],
    ['every 5 hours', 'impossible'],
  ])('%s: %s', (text, kind) => {
    expect(recurrenceIn(text).kind).toBe(kind);
  });

  it('is said back as people say it', () => {
    expect(recurrenceText('5 9 * * 1-5', 'en')).toBe('every weekday at 09:05');
    expect(recurrenceText('30 18 * * 1,4', 'ko')).toBe('매주 월요일, 목요일 18:30');
    expect(recurrenceText('0 9 1 * *', 'en')).toBe('0 9 1 * *');
  });
});

describe('a sentence about schedules', () => {
  it.each([
    ['list schedules', { act: 'list' }],
    ['예약 목록 보여줘', { act: 'list' }],
    ['pause schedule 2', { act: 'pause', number: 2 }],
    ['please delete schedule #3', { act: 'delete', number: 3 }],
    ['run schedule 2 now', { act: 'run', number: 2 }],
    ['예약 2번 삭제해 줘', { act: 'delete', number: 2 }],
    ['예약 2번 멈춰', { act: 'pause', number: 2 }],
    ['스케줄 2 멈춰', { act: 'pause', number: 2 }],
    ['2번 예약 멈춰 줘', { act: 'pause', number: 2 }],
    ['2번 예약 취소해 줘', { act: 'delete', number: 2 }],
    ['스케줄 2번 다시 시작', { act: 'resume', number: 2 }],
    ['예약 1번 지금 실행해 줘', { act: 'run', number: 1 }],
  ])('%s: %o', (text, means) => {
    expect(scheduleSentence(text)).toEqual(means);
  });

  it.each([
    ['schedule a digest of production every weekday at 9 in #ops', 'a digest of production', '#ops'],
    ['every monday at 9 post the summary of checkout here', 'the summary of checkout', undefined],
    ['평일 9시 30분에 운영 요약을 #ops 채널에 올려 줘', '운영 요약을', '#ops'],
    ['매일 오전 9시 요약해 줘', '요약', undefined],
  ])('%s leaves "%s" to be understood', (text, rest, where) => {
    expect(scheduleSentence(text)).toMatchObject({ act: 'create', rest, where });
  });

  it.each([
    'deploy checkout 1.4.2 to production every day at 9',
    'roll back payments in production',
    'pause the rollout of checkout',
    'cancel #2',
    'digest of production',
    '운영 요약해 줘',
    '카트 재시작해 줘',
  ])('"%s" is none', (text) => {
    expect(scheduleSentence(text)).toBeUndefined();
  });
});
