import type { Locale } from '../contracts/message.js';
import { fill } from '../contracts/phrasing.js';
import type { RunState } from '../contracts/run-state.js';

const TEXTS = {
  en: {
    queued: '{what}: the pipeline waits in the queue',
    running: '{what}: the pipeline is running',
    waiting: '{what}: the pipeline waits for a person',
    succeeded: '{what}: the pipeline succeeded',
    unstable: '{what}: the pipeline ended with failed tests',
    failed: '{what}: the pipeline failed',
    cancelled: '{what}: the pipeline was cancelled',
    skipped: '{what}: the pipeline had nothing to do',
    unknown: '{what}: how the pipeline stands is not known',
    pipeline: 'Pipeline',
    branch: 'Branch',
    commit: 'Commit',
    author: 'Author',
    attempt: 'Attempt',
    run: 'The run',
    why: 'Subscription {number}; “delete subscription {number}” ends it.',
  },
  ko: {
    queued: '{what}: 파이프라인이 대기열에 있어요',
    running: '{what}: 파이프라인이 실행 중이에요',
    waiting: '{what}: 파이프라인이 사람의 확인을 기다려요',
    succeeded: '{what}: 파이프라인이 성공했어요',
    unstable: '{what}: 파이프라인이 끝났지만 실패한 테스트가 있어요',
    failed: '{what}: 파이프라인이 실패했어요',
    cancelled: '{what}: 파이프라인이 취소됐어요',
    skipped: '{what}: 파이프라인이 할 일이 없어서 건너뛰었어요',
    unknown: '{what}: 파이프라인 상태를 알 수 없어요',
    pipeline: '파이프라인',
    branch: '브랜치',
    commit: '커밋',
    author: '작성자',
    attempt: '시도',
    run: '실행 보기',
    why: '알림 {number}번이에요. “알림 {number} 삭제”로 끝낼 수 있어요.',
  },
} as const satisfies Record<Locale, Record<RunState, string> & Record<string, string>>;

export function subscriptionText(
  key: keyof (typeof TEXTS)['en'],
  locale: Locale,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return fill(TEXTS[locale][key], params, locale);
}
