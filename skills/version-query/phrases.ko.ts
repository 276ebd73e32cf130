import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '어느 환경에 어떤 버전이 떠 있는지 알려 줘요',
  cues: ['버전이 뭐', '몇 버전', '무슨 버전', '어떤 버전', '버전 알려', '버전 확인', '버전 뭐'],
  examples: [
    { say: '운영 체크아웃 버전이 뭐야?', means: { service: 'checkout', environment: 'production' } },
    { say: '장바구니 몇 버전 떠 있어?', means: { service: 'cart' } },
    { say: '스테이징 결제 버전 뭐야?', means: { service: 'payments-api', environment: 'staging' } },
  ],
  replies: {
    column_environment: '환경',
    column_version: '버전',
    column_state: '상태',
    steady: '{place} {service}: {version}',
    mixed: '{place} {service}: {version} 배포 중, {serving:이/가} 아직 서비스 중이에요',
    unserved: '{place} {service}: {version:이/가} 목표인데 준비된 파드가 없어요',
    everywhere: '{service:은/는} {places} 모두 {version:이에요/예요}',
    several: '{service}: {list}',
    item: '{place} {version}',
    absent: '{service:은/는} {places}에서 실행되고 있지 않아요',
    absent_item: '{place} 없음',
    unread_item: '{place} 확인 불가',
    unread: '{place:을/를} 조회하지 못했어요: {reason}',
  },
  speech: {
    steady: '{place} {service} 버전은 {version:이에요/예요}.',
    mixed:
      '{place} {service:은/는} {version:으로/로} 바뀌는 중이에요. 아직 {serving:이/가} 서비스하고 있어요.',
    unserved: '{place} {service} 목표 버전은 {version:이에요/예요}. 준비된 파드가 없어요.',
    everywhere: '{service:은/는} {places} 모두 {version:이에요/예요}.',
    several: '{service}: {list:이에요/예요}.',
    absent: '{service:은/는} {places}에서 실행되고 있지 않아요.',
  },
};
