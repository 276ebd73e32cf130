import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '멈춘 롤아웃을 이어서 진행해요',
  cues: ['재개', '계속'],
  examples: [
    { say: '#42 계속', means: { id: 42 } },
    { say: '스테이징 체크아웃 계속 진행해 줘', means: { service: 'checkout', environment: 'staging' } },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{environment} {service} {to} 롤아웃을 계속할까요?',
    'warnings.stands': '{total}개 중 {done}개가 {version:이에요/예요}.',
    'warnings.stands_mixed': '{total}개 중 {done}개가 {version:이에요/예요}. {others}도 함께 돌고 있어요.',
    'progress.title': '{environment}에서 {service} {to} 롤아웃을 이어서 진행 중',
    'ending.succeeded': '{environment}에 {service} {to} 배포를 마쳤어요. {seconds}초 걸렸어요.',
    'ending.rolled_back':
      '{environment}에 {service} {to} 배포가 실패해서 {back:으로/로} 되돌렸어요: {reason}.',
    'ending.rolled_back_somewhere': '{environment}에 {service} {to} 배포가 실패해서 되돌렸어요: {reason}.',
    'ending.failed': '{environment}에서 {service} {to} 롤아웃이 실패했어요: {reason}.',
  },
  speech: { ...writeSpeechKo, 'ending.succeeded': '{environment}에 {service} {to} 배포를 마쳤어요.' },
};
