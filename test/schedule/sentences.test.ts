import { describe, expect, it } from 'vitest';
import { recurrenceIn } from '../../src/contracts/recurrence.js';
import { recurrenceText } from '../../src/contracts/recurrence-text.js';
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
    ['every hour at 41', '41 * * * *'],
    ['every hour at minute 5', '5 * * * *'],
    ['every hour at half past', '30 * * * *'],
    ['every hour on weekdays', '0 * * * 1-5'],
    ['every hour from 9 to 17', '0 9-17 * * *'],
    ['every hour at 41 between 9 am and 5 pm on weekdays', '41 9-16 * * 1-5'],
    ['every 2 hours from 8 until 18', '0 8-18/2 * * *'],
    ['hourly', '0 * * * *'],
    ['every two hours on weekdays', '0 */2 * * 1-5'],
    ['every 30 minutes', '*/30 * * * *'],
    ['every half hour from 9 to 17', '*/30 9-16 * * *'],
    ['every monday to friday at 9', '0 9 * * 1-5'],
    ['monday through wednesday at 10:15', '15 10 * * 1,2,3'],
    ['every friday to monday at 9', '0 9 * * 0,1,5,6'],
    ['every weekday at 9 and 17', '0 9,17 * * 1-5'],
    ['every day at 9 am, 1 pm and 5 pm', '0 9,13,17 * * *'],
    ['every day at 9:30 and 17:30', '30 9,17 * * *'],
    ['on the 1st of every month at 9', '0 9 1 * *'],
    ['every month on the 15th at 8:30', '30 8 15 * *'],
    ['on the first monday of the month at 9', '0 9 * * 1#1'],
    ['매시간 41분에', '41 * * * *'],
    ['30분마다', '*/30 * * * *'],
    ['오전 9시부터 오후 6시까지 2시간마다', '0 9-18/2 * * *'],
    ['평일 9시와 18시에', '0 9,18 * * 1-5'],
    ['월요일부터 금요일까지 9시에', '0 9 * * 1-5'],
    ['매월 1일 9시', '0 9 1 * *'],
    ['매월 첫째 주 월요일 9시', '0 9 * * 1#1'],
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
    ['every 5 hours', 'unsupported'],
    ['every 7 minutes', 'unsupported'],
    ['every hour at 61', 'impossible'],
    ['every hour at 9:30', 'unsupported'],
    ['every hour from 17 to 9', 'unsupported'],
    ['every other monday at 9', 'unsupported'],
    ['every two weeks on monday at 9', 'unsupported'],
    ['every 3 days at 9', 'unsupported'],
    ['every five weeks on monday at 9', 'unsupported'],
    ['두 달마다 월요일 9시', 'unsupported'],
    ['2주에 한번 월요일 9시', 'unsupported'],
    ['every day at 9 and 17:30', 'unsupported'],
    ['every monday at 9 until friday', 'unsupported'],
    ['every monday at 9 except holidays', 'unsupported'],
    ['every weekday at 9 starting next week', 'unsupported'],
    ['on the last friday of the month at 9', 'unsupported'],
    ['격주 월요일 9시', 'unsupported'],
    ['2주마다 월요일 9시', 'unsupported'],
    ['공휴일 제외하고 평일 9시', 'unsupported'],
    ['평일 9시부터 18시까지', 'unsupported'],
    ['summary of what was deployed until 9', 'none'],
  ])('%s: %s', (text, kind) => {
    expect(recurrenceIn(text).kind).toBe(kind);
  });

  it('is said back as people say it', () => {
    expect(recurrenceText('5 9 * * 1-5', 'en')).toBe('every weekday at 09:05');
    expect(recurrenceText('30 18 * * 1,4', 'ko')).toBe('매주 월요일, 목요일 18:30');
    expect(recurrenceText('0 9 1 1 *', 'en')).toBe('0 9 1 1 *');
    expect(recurrenceText('1,2 9 * * *', 'en')).toBe('1,2 9 * * *');
  });

  it.each([
    ['0 9,17 * * 1-5', 'every weekday at 09:00 and 17:00', '평일 09:00, 17:00'],
    ['0 9 1 * *', 'on day 1 of every month at 09:00', '매월 1일 09:00'],
    ['0 9 * * 1#1', 'on the first Monday of every month at 09:00', '매월 첫째 월요일 09:00'],
    ['41 * * * *', 'every hour at minute 41', '매시간 41분'],
    ['0 */2 * * *', 'every 2 hours', '2시간마다'],
    ['0 * * * 1-5', 'every hour, every weekday', '평일 매시간'],
    ['41 9-16 * * 1-5', 'every hour from 09:41 to 16:41, every weekday', '평일 09:41부터 16:41까지 매시간'],
    ['0 8-18/3 * * *', 'every 3 hours from 08:00 to 17:00', '08:00부터 17:00까지 3시간마다'],
    ['*/30 9-16 * * *', 'every 30 minutes from 09:00 to 16:30', '09:00부터 16:30까지 30분마다'],
  ])('%s is "%s", %s', (cron, english, korean) => {
    expect([recurrenceText(cron, 'en'), recurrenceText(cron, 'ko')]).toEqual([english, korean]);
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
    ['schedule a digest of staging every hour at 41 from 9 to 17 in #ops', 'a digest of staging', '#ops'],
    ['schedule a digest of staging every two hours', 'a digest of staging', undefined],
    ['schedule a digest of staging every half hour', 'a digest of staging', undefined],
    ['schedule a digest of staging hourly at half past', 'a digest of staging', undefined],
    ['schedule a digest of staging every weekday at 9 and 17', 'a digest of staging', undefined],
    ['schedule a digest of staging monday to friday at 9 am', 'a digest of staging', undefined],
    ['schedule a digest of staging on the 1st of every month at 9', 'a digest of staging', undefined],
    ['schedule a digest of staging on the first monday of the month at 9', 'a digest of staging', undefined],
    ['schedule a digest of staging every monday and thursday at 9', 'a digest of staging', undefined],
    ['매주 월요일과 목요일 9시에 운영 요약 올려 줘', '운영 요약', undefined],
    ['매시간 41분에 운영 요약 올려 줘', '운영 요약', undefined],
    ['30분마다 운영 요약 올려 줘', '운영 요약', undefined],
    ['평일 오전 9시와 오후 6시에 운영 요약 올려 줘', '운영 요약', undefined],
    ['월요일부터 금요일까지 9시에 운영 요약 올려 줘', '운영 요약', undefined],
    ['매월 1일 9시에 운영 요약 올려 줘', '운영 요약', undefined],
    ['매월 첫째 주 월요일 9시에 운영 요약 올려 줘', '운영 요약', undefined],
    ['오전 9시부터 오후 6시까지 2시간마다 운영 요약 올려 줘', '운영 요약', undefined],
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
