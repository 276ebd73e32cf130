import { z } from 'zod';
import type { ReplyDraft } from '../../src/contracts/reply.js';
import type { WriteReplies } from '../../src/contracts/skill.js';
import type { Ending } from '../../src/contracts/step.js';
import { endingReply } from '../shared/ending-reply.js';
import { planParams, progressReply, type PlainView } from '../shared/operation-replies.js';
import { voiceOf } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { IssueData } from './plan.js';

const phrases = { en, ko };
const issueFacts = z.object({ number: z.number(), url: z.string(), known: z.boolean() });

/** What will be filed, and where it is then. */
export const issueReplies: WriteReplies<IssueData> = {
  plan: (view) => {
    const { locale, data } = view;
    const voice = voiceOf(phrases, locale);
    const params = { ...planParams(view), repository: data.repository };
    return {
      ...{ code: 'awaiting_confirmation', locale, tone: 'question' },
      title: voice.text('plan.title', params),
      blocks: [
        { kind: 'text', text: voice.text('plan.issue', { title: data.title }) },
        { kind: 'code', text: data.body },
      ],
      speech: voice.speech('plan.title', params),
    };
  },
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) => filed(view, ending) ?? endingReply(view, ending, { phrases }),
};

function filed(view: PlainView, { code, facts }: Ending): ReplyDraft | undefined {
  const issue = issueFacts.safeParse(facts['0/issue']).data;
  if (code !== 'succeeded' || issue === undefined) return undefined;
  const voice = voiceOf(phrases, view.locale);
  const key = issue.known ? 'ending.found' : 'ending.filed';
  const params = { ...planParams(view), issue: issue.number, url: issue.url };
  return {
    ...{ code, locale: view.locale, tone: 'success', blocks: [] },
    title: voice.text(key, params),
    speech: voice.speech(key, params),
  };
}
