import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '승인을 기다리는 서비스 파이프라인을 이어서 돌게 해요',
  cues: ['파이프라인 승인', '빌드 승인', '파이프라인 계속', '빌드 계속', '게이트 승인'],
  examples: [
    { say: '체크아웃 파이프라인 승인해 줘', means: { service: 'checkout' } },
    { say: '장바구니 빌드 승인', means: { service: 'cart' } },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{service} 파이프라인을 이어서 돌릴까요? ({environment} 규칙에 따라요)',
    'plan.input': '{run:이/가} 물어요: {detail}',
    'plan.gate': '{run:이/가} 게이트에서 기다려요.',
    'progress.title': '{service} 파이프라인 승인 중',
    'ending.succeeded': '{from:이/가} 이어서 돌아요.',
    'ending.failed': '{from:이/가} 이어서 돌지 못했어요: {reason}.',
    'ending.rolled_back': '{from:이/가} 이어서 돌지 못했어요: {reason}. {back}',
    'ending.rolled_back_somewhere': '{from:이/가} 이어서 돌지 못했어요: {reason}.',
    'ending.failed_untouched': '{from:이/가} 이어서 돌지 못했어요: {reason}.',
    'reason.target_changed': '다른 사람이 답했거나 더 기다리지 않아요',
  },
  speech: { ...writeSpeechKo, 'ending.succeeded': '{service} 파이프라인이 이어서 돌아요.' },
};
