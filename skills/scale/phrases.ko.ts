import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '서비스의 레플리카 수를 바꿔요',
  cues: ['스케일', '늘려', '줄여', '증설', '축소', '맞춰'],
  examples: [
    {
      say: '운영 체크아웃 5개로 늘려 줘',
      means: { service: 'checkout', environment: 'production', replicas: 5 },
    },
    {
      say: '광고 운영에서 2개로 맞춰 줘',
      means: { service: 'ad-service', environment: 'production', replicas: 2 },
    },
    {
      say: '스테이징 장바구니 두 개 더 늘려 줘',
      means: { service: 'cart', environment: 'staging', replicas: '+2' },
    },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{environment} {service:을/를} {from}개에서 {to}개로 바꿀까요?',
    'warnings.to_zero': '남는 레플리카가 없어서 {service:이/가} 응답하지 않게 돼요.',
    'warnings.large': '{from}개에서 {to}개로 크게 늘어나요.',
    'warnings.paused': '롤아웃이 멈춰 있어서 두 버전이 함께 늘거나 줄어요.',
    'progress.title': '{environment} {service:을/를} {to}개로 바꾸는 중',
    'ending.succeeded': '{environment} {service} 레플리카 {to}개가 준비됐어요. {seconds}초 걸렸어요.',
    'ending.rolled_back':
      '{environment} {service} 레플리카 변경이 실패했어요: {reason}. 지금은 {back:이에요/예요}.',
    'ending.rolled_back_somewhere': '{environment} {service} 레플리카 변경이 실패해서 되돌렸어요: {reason}.',
    'ending.failed': '{environment} {service:을/를} {to}개로 바꾸지 못했어요: {reason}.',
    'ending.stopped_scale':
      '지켜보기를 멈췄어요. {environment} {service:은/는} {replicas}개로 설정돼 있고 {ready}개가 준비됐어요. 나머지는 Kubernetes가 이어서 해요.',
    'label.scale_back': '{replicas}개로 되돌리기',
    'say.scale_back': '{environment} {service} {replicas}개로 맞춰',
  },
  speech: {
    ...writeSpeechKo,
    'ending.succeeded': '{environment} {service} 레플리카 {to}개가 준비됐어요.',
    'ending.stopped_scale': '지켜보기를 멈췄어요. {replicas}개로 설정돼 있고 {ready}개가 준비됐어요.',
  },
};
