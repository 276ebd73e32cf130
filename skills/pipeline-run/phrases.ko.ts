import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '서비스 파이프라인을 다시 돌려요. 실패한 것만, 없으면 새로 빌드해요',
  cues: ['파이프라인 다시 돌려', '빌드 다시 돌려', '실패한 빌드만 다시'],
  examples: [
    { say: '체크아웃 파이프라인 다시 돌려 줘', means: { service: 'checkout' } },
    { say: '장바구니 빌드 재시도해 줘', means: { service: 'cart' } },
    {
      say: '체크아웃 파이프라인 feature/gift-cards 브랜치로 돌려 줘',
      means: { service: 'checkout', branch: 'feature/gift-cards' },
    },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{service} 파이프라인을 다시 돌릴까요?',
    'plan.build': '{run:을/를} 빌드해요.',
    'plan.rebuild': '{run:을/를} 실패한 {detail:과/와} 같은 설정으로 다시 빌드해요.',
    'plan.rerun': '{run:을/를} 다시 돌려요. 실패한 것이 있으면 그것만요.',
    'warnings.run_unmarked':
      '{run}에는 제 표시를 남길 수 없어요. 시작하는 순간 제가 중단되면 시작됐는지 알 수 없어서 다시 여쭤봐요.',
    'progress.run_queued': '차례를 기다리는 중이에요. {stage}',
    'progress.run_running': '{number} 실행 중: {stage}',
    'progress.run_waiting': '{number:이/가} 사람의 승인을 기다려요: {stage}',
    'progress.title': '{service} 파이프라인 실행 중',
    'ending.succeeded': '{service} 파이프라인이 통과했어요. {seconds}초 걸렸어요.',
    'ending.failed': '{service} 파이프라인이 통과하지 못했어요: {reason}.',
    'ending.rolled_back': '{service} 파이프라인이 통과하지 못했어요: {reason}. {back}',
    'ending.rolled_back_somewhere': '{service} 파이프라인이 통과하지 못했어요: {reason}.',
    'ending.failed_untouched': '{service} 파이프라인을 돌리지 못했어요: {reason}.',
    'ending.stopped_between': '{service} 파이프라인을 멈췄어요.',
    'reason.run_failed': '실행이 실패했어요',
  },
  speech: { ...writeSpeechKo, 'ending.succeeded': '{service} 파이프라인이 통과했어요.' },
};
