import type { Locale } from '../../src/contracts/message.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';

type State = Extract<ReplyBlock, { kind: 'progress' }>['state'];

/** The few words that cards need by themselves; what the bot says is in the registry. */
export interface Texts {
  readonly sandbox: string;
  readonly states: Readonly<Record<State, string>>;
  /** `lines`: how many were left out. */
  readonly cut: (lines: number) => string;
  readonly shortened: string;
  readonly choose: string;
  readonly orType: string;
  readonly type: string;
  readonly send: string;
  readonly nothing: string;
  readonly noted: string;
  readonly late: string;
  readonly outsider: string;
  readonly old: string;
}

export const TEXTS: Readonly<Record<Locale, Texts>> = {
  en: {
    sandbox: 'sandbox: a simulated world',
    states: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', paused: 'paused' },
    cut: (lines) => `… and ${lines} more ${lines === 1 ? 'line' : 'lines'}; a terminal shows them all`,
    shortened: '… shortened: Teams shows no more in one message',
    choose: 'Choose…',
    orType: 'or type another',
    type: 'Type here',
    send: 'Send',
    nothing: 'Nothing was chosen.',
    noted: 'Noted. The answer follows.',
    late: 'I could not note that in time. If no answer follows, please press again.',
    outsider:
      'I don’t talk with people of other organisations here. Somebody of this organisation can ask me.',
    old: 'This card is out of date.',
  },
  ko: {
    sandbox: '샌드박스: 모의 환경이에요',
    states: { waiting: '대기', running: '진행 중', done: '완료', failed: '실패', paused: '멈춤' },
    cut: (lines) => `… ${lines}줄이 더 있어요. 터미널에서는 모두 볼 수 있어요`,
    shortened: '… 줄였어요. Teams 메시지 하나에는 더 담을 수 없어요',
    choose: '고르기…',
    orType: '또는 직접 입력',
    type: '여기에 입력',
    send: '보내기',
    nothing: '고른 것이 없어요.',
    noted: '기록했어요. 곧 답할게요.',
    late: '제때 기록하지 못했어요. 답이 없으면 다시 눌러 주세요.',
    outsider: '다른 조직의 분과는 여기서 이야기하지 않아요. 이 조직의 구성원이 요청할 수 있어요.',
    old: '지난 카드예요.',
  },
};
