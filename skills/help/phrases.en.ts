import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'show what I can do and how to say it',
  cues: ['help', 'what can i say', 'what can you do', 'commands', 'how do i'],
  examples: [
    { say: 'help', means: {} },
    { say: 'what can I say?', means: {} },
    { say: 'what can you do', means: {} },
  ],
  replies: {
    all: 'This is what I can do. Just say it in a sentence.',
    one: '{id}: {summary}',
    unknown: 'I have no command called {wanted}; this is what I can do.',
    column_command: 'Command',
    column_summary: 'What it does',
    column_example: 'Say for example',
    example: 'You can say it like this:',
    words: 'Words I listen for: {cues}',
    effect_write: 'It changes something, so I may ask before I do it.',
    effect_setting: 'It changes my settings, so I ask before I do it.',
    effect_read: 'It only looks and changes nothing.',
    any_time: 'At any time: “stop”, “cancel #42”, “resume #42”, “say that again”.',
  },
  speech: {
    all: 'You can say, for example: {examples}. The rest is on the screen.',
    one: '{summary}. Say, for example: {example}.',
    unknown: 'I have no command called {wanted}. You can say, for example: {examples}.',
  },
};
