import { z } from 'zod';
import type { AdapterMemory } from '../../src/contracts/ports/memory.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { TeamsActivity } from './payloads.js';
import { remembered } from '../shared/remembered.js';

/** How a conversation is reached. */
const placeSchema = z.object({
  /** Differs by region and may change; the newest one that Teams told counts. */
  serviceUrl: z.string(),
  botId: z.string(),
  tenantId: z.string().exactOptional(),
});
export type Place = z.infer<typeof placeSchema>;

/** Where conversations are, kept across restarts, so that the bot can speak first. */
export interface References {
  /** Notes where an activity came from. Resolves once it is kept; what is known already costs nothing. */
  note(activity: TeamsActivity): Promise<void>;
  /** Where a conversation is reached: as it was last heard from; undefined when it never was. */
  known(conversation: string): Promise<Place | undefined>;
  /** Where the bot's other conversations are reached: the best guess for one that it never heard from. */
  guess(): Promise<Place>;
}

const LATEST = 'latest';

export function createReferences(
  { memory, log }: { readonly memory: AdapterMemory; readonly log: Log },
  fallback: Place,
): References {
  /** Heard by this process, or recalled. */
  const places = remembered<Place>();
  const kept = remembered<string>();
  const recall = async (key: string): Promise<Place | undefined> => {
    const known = places.get(key);
    if (known !== undefined) return known;
    const recalled = placeSchema.safeParse(await memory.recall(key)).data;
    if (recalled !== undefined) places.set(key, recalled);
    return recalled;
  };
  const keep = async (key: string, place: Place): Promise<void> => {
    places.set(key, place);
    const text = JSON.stringify(place);
    if (kept.get(key) === text) return;
    try {
      await memory.keep(key, place);
      kept.set(key, text);
    } catch (error) {
      log.warn({ error, key }, 'where a conversation is reached is known until the next restart only');
    }
  };
  return {
    async note({ serviceUrl, recipient, conversation, channelData }) {
      const { tenantId = channelData?.tenant?.id } = conversation;
      const place: Place = {
        serviceUrl,
        botId: recipient.id,
        ...(tenantId === undefined ? {} : { tenantId }),
      };
      await keep(keyOf(conversation.id), place);
      await keep(LATEST, place);
    },
    known: (conversation) => recall(keyOf(conversation)),
    guess: async () => (await recall(LATEST)) ?? fallback,
  };
}

/** Threads of a channel are reached where the channel is. */
function keyOf(conversation: string): string {
  return `conversation:${conversation.split(';')[0] ?? conversation}`;
}
