import { messagesOf, waitingReason } from '../containers.js';
import { ofContainer } from '../proof.js';
import type { Detector } from './detector.js';

export const imageNeverPulled: Detector = (world) =>
  world
    .troubled()
    .filter((container) => waitingReason(container) === 'ErrImageNeverPull')
    .map((container) => {
      const image = container.spec?.image ?? container.status.image ?? '?';
      return ofContainer('ImageNeverPulled', container, [`ErrImageNeverPull: ${messagesOf(container)}`], {
        params: { image },
      });
    });
