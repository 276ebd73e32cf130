import { linkSchema } from '../contracts/links.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { Subscription } from '../contracts/subscription.js';
import type { SkillDirectory } from '../contracts/skill.js';
import { decorate } from '../registry/decorate.js';
import { subscriptionText } from './texts.js';

const SHA_SHOWN = 8;

/** What a subscription says of a run as it stands now. */
export function runMessage(
  { number, locale }: Subscription,
  run: PushedRun,
  services: readonly string[],
  surroundings: { readonly sandbox: boolean; readonly directory: SkillDirectory },
): Reply {
  const what = services.length === 0 ? run.source : services.join(', ');
  const title = subscriptionText(run.state, locale, { what });
  const link = linkSchema.safeParse({ label: subscriptionText('run', locale), url: run.url });
  const rows = [
    ['pipeline', `${run.source} · ${run.name}`],
    ['branch', run.branch],
    ['commit', run.sha?.slice(0, SHA_SHOWN)],
    ['author', run.author],
    ['attempt', run.attempt > 1 ? String(run.attempt) : undefined],
  ] as const;
  const fields = rows.flatMap(([key, value]) =>
    value === undefined ? [] : [{ label: subscriptionText(key, locale), value }],
  );
  const reply = decorate(
    {
      code: 'answered',
      locale,
      tone: toneOf(run),
      title,
      blocks: [
        { kind: 'fields', fields },
        { kind: 'text', text: subscriptionText('why', locale, { number }) },
      ],
      speech: title,
    },
    surroundings,
  );
  return link.success ? { ...reply, links: [link.data] } : reply;
}

function toneOf({ state }: PushedRun): ReplyDraft['tone'] {
  if (state === 'failed') return 'danger';
  if (state === 'succeeded') return 'success';
  return state === 'unstable' || state === 'waiting' || state === 'cancelled' ? 'warning' : 'info';
}
