import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'tell who you are to me and what you may do',
  cues: ['who am i', 'whoami', 'my permissions', 'my rights', 'what may i do', 'what am i allowed to do'],
  examples: [
    { say: 'who am I?', means: {} },
    { say: 'whoami', means: {} },
    { say: 'my permissions', means: {} },
  ],
  replies: {
    admin: 'You are {name}, an admin: you may do everything.',
    known: 'You are {name}. You may look at everything and change {writable}.',
    known_reads: 'You are {name}. You may look at everything and change nothing.',
    guest: 'You are {name}, a guest. You may look at everything and change {writable}.',
    guest_reads: 'You are {name}, a guest. You may look at everything and change nothing.',
    unknown: 'I do not know you yet, {name}: you may ask for help and whoami.',
    id: 'I know you as',
    writable: 'May change',
    readonly: 'May only look at',
    nothing: 'nothing',
    become:
      'To be known, run “coxswain link” on the machine where I run, or ask somebody who can, and say the code here within 10 minutes.',
    writers_hint:
      'To change {readonly} you need an admin, or your name under its “writers” in coxswain.yaml.',
  },
  speech: {
    unknown: 'I do not know you yet. Run coxswain link at the terminal and tell me the code.',
  },
};
