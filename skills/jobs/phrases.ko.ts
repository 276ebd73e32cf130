import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '진행 중이거나 기다리는 작업을 보여 줘요',
  cues: ['작업 목록', '진행 중인 작업', '실행 중인 작업', '무슨 작업', '작업 현황', '작업 보여'],
  examples: [
    { say: '작업 목록', means: {} },
    { say: '진행 중인 작업 보여줘', means: {} },
  ],
  replies: {
    none: '진행 중이거나 기다리는 작업이 없어요.',
    one: '작업 1건: #{number} {what}, {state}',
    several: '작업 {count}건: {states}',
    state_count: '{state} {count}건',
    column_number: '#',
    column_what: '내용',
    column_state: '상태',
    column_who: '누가',
    column_since: '시작',
    what: '{environment} {service} {skill}, {from} → {to}',
    targets: '{state}, 대상 {total}곳 중 {done}곳',
    stopping: '멈추는 중',
    status_awaiting_confirmation: '확인 대기',
    status_awaiting_approval: '승인 대기',
    status_cleared: '시작 대기',
    status_running: '진행 중',
    status_interrupted: '중단됨',
    status_other: '끝나는 중',
    rest: '전체 {total}건 중 {count}건만 표시했어요.',
    cancel: '#{number} 취소',
    cancel_say: '{number}번 취소',
  },
  speech: {
    one: '작업이 하나 있어요. {number}번 {what}, {state}.',
    several: '작업이 {count}건 있어요. {states}.',
    what: '{environment} {service} {skill}',
  },
};
