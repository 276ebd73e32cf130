import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '서비스가 어느 환경에 몇 개 떠 있는지 알려 줘요',
  cues: ['몇 개', '몇 대', '레플리카 수', '레플리카 몇', '파드 몇', '인스턴스 몇'],
  examples: [
    { say: '운영 체크아웃 몇 개야?', means: { service: 'checkout', environment: 'production' } },
    { say: '장바구니 파드 몇 개 떠 있어?', means: { service: 'cart' } },
    { say: '스테이징 주문 워커 몇 대야?', means: { service: 'order-worker', environment: 'staging' } },
  ],
  replies: {
    column_environment: '환경',
    column_ready: '준비',
    column_state: '상태',
    one: '{place} {service}: {desired}개 중 {ready}개 준비됨',
    zero: '{place} {service:은/는} 0개로 줄어 있어요',
    several: '{service}: {list}',
    item: '{place} {desired}개 중 {ready}개',
    absent: '{service:은/는} {places}에서 실행되고 있지 않아요',
    absent_item: '{place} 없음',
    unread_item: '{place} 확인 불가',
    unread: '{place:을/를} 조회하지 못했어요: {reason}',
    autoscaled: '{place} {workload:은/는} {min}개에서 {max}개 사이로 자동 조절돼요.',
  },
  speech: {
    one: '{place} {service:은/는} {desired}개 중 {ready}개 준비됐어요.',
    zero: '{place} {service:은/는} 0개로 줄어 있어요.',
    several: '{service} 준비된 레플리카는 {list}예요.',
    absent: '{service:은/는} {places}에서 실행되고 있지 않아요.',
  },
};
