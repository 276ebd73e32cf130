import { describe, expect, it } from 'vitest';
import { recurrenceIn, recurrenceText } from '../../src/contracts/recurrence.js';
import { scheduleSentence } from '../../src/language/index.js';

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
    ['schedule a digest of production every weekday at nine', '0 9 * * 1-5'],
    ['schedule a digest every day at six forty-five', '45 6 * * *'],
    ['schedule a digest every monday at nine thirty', '30 9 * * 1'],
    ['schedule a digest every day at seven pm', '0 19 * * *'],
    ['평일 아홉 시마다 운영 요약 예약해 줘', '0 9 * * 1-5'],
    ['매일 오후 여섯 시 삼십 분에 운영 요약 예약해 줘', '30 18 * * *'],
    ['매일 오전 열 시 십오 분에 요약 예약해 줘', '15 10 * * *'],
  ])('with its time as it is said: %s', (text, cron) => {
    expect(scheduleSentence(text)).toMatchObject({ act: 'create', recurrence: { kind: 'recurs', cron } });
  });

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
    ['예약 1 다시 켜줘', { act: 'resume', number: 1 }],
    ['예약 1번 지금 실행해 줘', { act: 'run', number: 1 }],
    ['delete schedule one', { act: 'delete', number: 1 }],
    ['pause schedule number twelve', { act: 'pause', number: 12 }],
    ['예약 이 번 삭제해 줘', { act: 'delete', number: 2 }],
    ['예약 십이 번 멈춰', { act: 'pause', number: 12 }],
    ['이십 번 예약 취소해 줘', { act: 'delete', number: 20 }],
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
