import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import type { ShowDelivery } from '../socket/client.js';
import { socketPath } from '../socket/path.js';
import { createOwnerLink, type OwnerLink } from './owner-link.js';

/** The bot for one conversation: the running owner, or this process in its place. The heavy parts load only then. */
export function openBot(
  configuration: Configuration,
  conversation: string | undefined,
  show: ShowDelivery,
  onReconnect?: () => void,
): OwnerLink {
  return createOwnerLink({
    socket: socketPath(configuration.home),
    conversation,
    show,
    clock: systemClock,
    ...(onReconnect === undefined ? {} : { onReconnect }),
    own: async () => {
      const { createApp } = await import('../app.js');
      return createApp(configuration, { clock: systemClock, serve: false });
    },
  });
}
