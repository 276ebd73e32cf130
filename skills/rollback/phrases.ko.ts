import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '서비스를 마지막 정상 버전이나 말한 버전으로 되돌려요',
  cues: ['롤백', '원복', '되돌려'],
  examples: [
    { say: '결제 운영 롤백해 줘', means: { service: 'payments-api', environment: 'production' } },
    {
      say: '스테이징 체크아웃 1.4.0으로 롤백',
      means: { service: 'checkout', version: '1.4.0', environment: 'staging' },
    },
    { say: '개발 장바구니 원복해 주세요', means: { service: 'cart', environment: 'dev' } },
    { say: '운영 인증 되돌려 줘', means: { service: 'auth', environment: 'production' } },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{environment} {service:을/를} {from}에서 {to:으로/로} 롤백할까요?',
    'plan.revision': '리비전 {revision:이에요/예요}.',
    'warnings.irreversible':
      '{version:은/는} 롤백으로 되돌릴 수 없어요: {reason}. 이전 버전에서도 괜찮은지 확인한 뒤에만 진행해 주세요.',
    'warnings.unpauses': '멈춰 있던 롤아웃도 함께 다시 진행돼요.',
    'warnings.abandoned_before': '{version:은/는} 이미 한 번 롤백으로 버린 버전이에요.',
    'warnings.unproven': '{version}(리비전 {number})이 정상으로 돌았다는 기록이 없어요.',
    'warnings.skipped': '정상으로 돌았다는 기록이 없어서 건너뛰었어요: {versions}.',
    'warnings.configmaps_changed': '그 버전 이후에 바뀐 ConfigMap은 지금 그대로 남아요: {names}.',
    'warnings.configmaps_gone': '그 버전이 읽는 ConfigMap이 지금은 없어요: {names}.',
    'progress.title': '{environment} {service:을/를} {to:으로/로} 롤백 중',
    'ending.succeeded': '{environment} {service:을/를} {to:으로/로} 되돌렸어요. {seconds}초 걸렸어요.',
    'ending.rolled_back':
      '{environment} {service:을/를} {to:으로/로} 되돌리지 못했어요: {reason}. 지금은 {back:이에요/예요}.',
    'ending.rolled_back_somewhere': '{environment} {service:을/를} {to:으로/로} 되돌리지 못했어요: {reason}.',
    'ending.failed': '{environment} {service:을/를} {to:으로/로} 롤백하지 못했어요: {reason}.',
    'action.deploy': '{version} 배포',
  },
  speech: {
    ...writeSpeechKo,
    'ending.succeeded': '{environment} {service:을/를} {to:으로/로} 되돌렸어요.',
  },
};
