import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '서비스의 모든 파드를 같은 버전으로 다시 띄워요',
  cues: ['재시작', '재기동'],
  examples: [
    { say: '스테이징 장바구니 재시작해 줘', means: { service: 'cart', environment: 'staging' } },
    { say: '개발 주문 워커 재기동', means: { service: 'order-worker', environment: 'dev' } },
  ],
  replies: {
    ...writeRepliesKo,
    'ending.stopped': '멈췄어요. {environment} {service} {total}개 중 {done}개가 새로 떴어요. 계속할까요?',
    'ending.stopped_mixed':
      '멈췄어요. {environment} {service} {total}개 중 {done}개가 새로 떴어요. 계속할까요?',
    'plan.title': '{environment} {service} {to:을/를} 재시작할까요?',
    'progress.title': '{environment} {service} 재시작 중',
    'ending.succeeded': '{environment} {service:을/를} 재시작했어요. {seconds}초 걸렸어요.',
    'ending.rolled_back': '{environment} {service} 재시작이 실패했어요: {reason}. 지금은 {back:이에요/예요}.',
    'ending.rolled_back_somewhere': '{environment} {service} 재시작이 실패했어요: {reason}.',
    'ending.failed': '{environment} {service} 재시작이 실패했어요: {reason}. 남은 이전 파드는 계속 돌아요.',
  },
  speech: {
    ...writeSpeechKo,
    'ending.succeeded': '{environment} {service:을/를} 재시작했어요.',
    'ending.stopped': '멈췄어요. {total}개 중 {done}개가 새로 떴어요. 이어서 하려면 계속이라고 말해 주세요.',
    'ending.stopped_mixed':
      '멈췄어요. {total}개 중 {done}개가 새로 떴어요. 이어서 하려면 계속이라고 말해 주세요.',
  },
};
