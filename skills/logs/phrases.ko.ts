import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '서비스에서 상태가 가장 나쁜 파드의 최근 로그를 보여 줘요',
  cues: ['로그'],
  examples: [
    { say: '운영 결제 로그 보여줘', means: { service: 'payments-api', environment: 'production' } },
    { say: '스테이징 체크아웃 로그', means: { service: 'checkout', environment: 'staging' } },
    { say: '개발 장바구니 로그 좀', means: { service: 'cart', environment: 'dev' } },
  ],
  replies: {
    title: '{place} {service}: {pod} 마지막 {count}줄',
    title_previous: '{place} {service}: {ago} 재시작되기 전 {pod} 마지막 {count}줄',
    silent: '{place} {service}: {pod:은/는} 아직 아무것도 남기지 않았어요',
    never_ran: '{place} {service}: {pod} 컨테이너가 시작된 적이 없어서 로그가 없어요',
    no_pod: '{places}에 {service} 파드가 없어요',
    pod: '파드',
    container: '컨테이너',
    began: '시작',
    ended: '종료',
    why: '이유',
    rest: '전체 {count}줄은 파일에 있어요.',
    unread: '{place:을/를} 조회하지 못했어요: {reason}',
  },
  speech: {
    title: '{place} {service} 마지막 로그는 {line:이에요/예요}.',
    title_previous: '{place} {service:이/가} {ago} 재시작됐어요. 그 전 마지막 로그는 {line:이에요/예요}.',
    silent: '{place} {service}에는 아직 로그가 없어요.',
    never_ran: '{place} {service:은/는} 컨테이너가 시작된 적이 없어서 로그가 없어요.',
    no_pod: '{places}에 {service} 파드가 없어요.',
  },
};
