import type { Json } from '../json.js';

/**
 * What an adapter learned from its platform and can't ask for again, or not at once: where a conversation is reached, who somebody is
 * there. Kept in the ledger, apart for each adapter; it survives restarts and is shared by all processes.
 */
export interface AdapterMemory {
  /** Undefined when nothing was kept under this key. Rejects with PortError `ledger_down`. */
  recall(key: string): Promise<Json | undefined>;
  /** Replaces what was kept under this key. Rejects with PortError `ledger_down`. */
  keep(key: string, value: Json): Promise<void>;
}
