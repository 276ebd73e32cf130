import { z } from 'zod';
import { PortError } from '../../src/contracts/errors.js';

/** Slack understood the call and said no; `reason` is its code, e.g. `channel_not_found`. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  constructor(
    readonly method: string,
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`Slack refused ${method}: ${reason}`, options);
  }
}

/** Slack asked for a pause. */
export class SlackBusy extends PortError {
  constructor(
    readonly method: string,
    readonly waitMs: number,
  ) {
    super('rate_limited', `Slack asks to wait ${Math.ceil(waitMs / 1000)} s before ${method}`);
  }
}

/** The bot can't post there: it is not a member, or nobody may. */
const CLOSED_TO_BOT: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_only_channel',
  'user_not_in_channel',
  'messages_tab_disabled',
]);
/** The message can no longer be edited; a new one takes its place. */
const NOT_EDITABLE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

export const isClosed = (error: unknown): boolean =>
  error instanceof SlackRefusal && CLOSED_TO_BOT.has(error.reason);
export const isNotEditable = (error: unknown): boolean =>
  error instanceof SlackRefusal && NOT_EDITABLE.has(error.reason);
export const isThreadGone = (error: unknown): boolean =>
  error instanceof SlackRefusal && error.reason === 'thread_not_found';

const DEFAULT_WAIT_S = 5;

const sdkErrorSchema = z.object({
  code: z.string(),
  retryAfter: z.number().optional(),
  data: z.object({ error: z.string() }).optional(),
});

/** What the SDK threw, in our words. Tokens are in headers only, which no message here holds. */
export function translated(method: string, error: unknown): Error {
  const { data } = sdkErrorSchema.safeParse(error);
  const reason = data?.data?.error;
  if (data?.code === 'slack_webapi_rate_limited_error' || reason === 'ratelimited')
    return new SlackBusy(method, (data?.retryAfter ?? DEFAULT_WAIT_S) * 1000);
  if (reason === 'internal_error' || reason === 'fatal_error' || reason === 'service_unavailable')
    return new PortError('server_error', `Slack failed at ${method}`, {}, true, { cause: error });
  if (reason !== undefined) return new SlackRefusal(method, reason, { cause: error });
  return new PortError('unreachable', `Slack did not answer ${method}`, {}, true, { cause: error });
}
/** Somebody of another organisation, whom this workspace can't see. */
export const isUnseen = (error: unknown): boolean =>
  error instanceof SlackRefusal && ['user_not_found', 'user_not_visible'].includes(error.reason);
