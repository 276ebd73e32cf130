import { NobodyThereError } from '../../src/contracts/errors.js';
import type { Delivery } from '../../src/contracts/ports/host.js';

/**
 * Shows a delivery: resolves once it was shown, rejects when it is not this terminal's. `unclaimed`: no other terminal
 * of the conversation showed it, so this one is the last chance.
 */
export type Show = (delivery: Delivery, unclaimed: boolean) => Promise<void>;

/** The open terminals, by conversation. */
export interface Sessions {
  /** Opens a conversation; returns the way to close it. Replies that waited for it come at once. */
  readonly attach: (conversation: string, show: Show) => () => void;
  deliver(delivery: Delivery): Promise<undefined>;
}

/** `arrived` is called whenever a terminal opens a conversation. */
export function createSessions(arrived: () => void): Sessions {
  const open = new Map<string, Set<Show>>();
  return {
    attach(conversation, show) {
      const shows = open.get(conversation) ?? new Set();
      open.set(conversation, shows.add(show));
      arrived();
      return () => {
        shows.delete(show);
        if (shows.size === 0) open.delete(conversation);
      };
    },
    async deliver(delivery) {
      const shows = [...(open.get(delivery.conversation.id) ?? [])];
      if (await isShown(shows, delivery)) return undefined;
      if (isPassing(delivery)) return undefined;
      throw new NobodyThereError(`nobody has ${delivery.conversation.id} open`);
    },
  };
}

async function isShown(shows: readonly Show[], delivery: Delivery): Promise<boolean> {
  const claimed = shows.map((show) => show(delivery, false));
  if (await anyOf(claimed)) return true;
  for (const show of shows) {
    if (await anyOf([show(delivery, true)])) return true;
  }
  return false;
}

function anyOf(attempts: readonly Promise<void>[]): Promise<boolean> {
  return Promise.any(attempts).then(
    () => true,
    () => false,
  );
}

/** Progress that nobody watches: a later revision follows, and that one waits. */
function isPassing({ final, reply }: Delivery): boolean {
  return !final && reply.expects === 'nothing';
}
