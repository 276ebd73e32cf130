import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '할 수 있는 일과 말하는 방법을 보여 줘요',
  cues: ['도움말', '도와줘', '뭐 할 수 있', '명령어', '사용법'],
  examples: [
    { say: '도움말', means: {} },
    { say: '뭐 할 수 있어?', means: {} },
  ],
  replies: {
    all: '이런 일을 할 수 있어요. 문장으로 편하게 말해 주세요.',
    one: '{id}: {summary}',
    unknown: '{wanted:이라는/라는} 명령은 없어요. 이런 일을 할 수 있어요.',
    column_command: '명령',
    column_summary: '하는 일',
    column_example: '이렇게 말해요',
    example: '이렇게 말하면 돼요:',
    words: '알아듣는 말: {cues}',
    effect_write: '무언가를 바꾸는 명령이라, 하기 전에 확인할 수 있어요.',
    effect_setting: '제 설정을 바꾸는 명령이라, 하기 전에 확인해요.',
    effect_read: '보기만 하고 아무것도 바꾸지 않아요.',
    any_time: '언제든지: “멈춰”, “42번 취소”, “42번 계속”, “다시 말해 줘”.',
  },
  speech: {
    all: '예를 들어 이렇게 말할 수 있어요: {examples}. 나머지는 화면에 있어요.',
    one: '{summary}. 예를 들어 이렇게 말해요: {example}.',
    unknown: '{wanted:이라는/라는} 명령은 없어요. 예를 들어 이렇게 말할 수 있어요: {examples}.',
  },
};
