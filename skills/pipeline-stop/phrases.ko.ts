import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '돌고 있거나 대기 중인 서비스 파이프라인을 멈춰요',
  cues: [
    '파이프라인 중단',
    '빌드 중단',
    '파이프라인 멈춰',
    '빌드 멈춰',
    '파이프라인 멈춰 줘',
    '빌드 멈춰 줘',
    '파이프라인 중지',
    '빌드 중지',
    '파이프라인 취소',
    '빌드 취소',
  ],
  examples: [
    { say: '체크아웃 파이프라인 중단해 줘', means: { service: 'checkout' } },
    { say: '장바구니 빌드 멈춰 줘', means: { service: 'cart' } },
    {
      say: '체크아웃 feature/gift-cards 브랜치 빌드 멈춰 줘',
      means: { service: 'checkout', branch: 'feature/gift-cards' },
    },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{service} 파이프라인을 멈출까요?',
    'plan.stop-build': '{run:을/를} 멈춰요.',
    'plan.stop-queued': '{run:은/는} 아직 시작하지 않았어요({detail}). 대기열에서 빼요.',
    'plan.stop-run': '{run:을/를} 멈춰요.',
    'progress.title': '{service} 파이프라인 멈추는 중',
    'ending.succeeded': '{service} 파이프라인을 멈췄어요: {from}.',
    'ending.failed': '{service} 파이프라인을 멈추지 못했어요: {reason}.',
    'ending.rolled_back': '{service} 파이프라인을 멈추지 못했어요: {reason}. {back}',
    'ending.rolled_back_somewhere': '{service} 파이프라인을 멈추지 못했어요: {reason}.',
    'ending.failed_untouched': '{service} 파이프라인을 멈추지 못했어요: {reason}.',
    'reason.run_failed': '여러 번 멈추게 했지만 아직 돌고 있어요',
  },
  speech: { ...writeSpeechKo, 'ending.succeeded': '{service} 파이프라인을 멈췄어요.' },
};
