import { createHash } from 'node:crypto';
import type { EventDraft } from './cluster.js';
import type { Store } from './state/store.js';
import { epoch, timestamp, type Event, type Stored } from './objects.js';

/** How long events are kept: the API server's default. */
const TIME_TO_LIVE_MS = 3_600_000;

function idOf(draft: EventDraft): string {
  const { about, reason, message, component, fieldPath } = draft;
  const identity = [about.metadata.uid, reason, message, component, fieldPath].join('\n');
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

/** A core/v1 Event. Equal events of one object share a name, so that they are counted instead of repeated. */
export function eventObject(
  draft: EventDraft,
  at: { first: number; last: number; count: number },
): Event & Stored {
  const { about, type, reason, message, component, host, fieldPath } = draft;
  const { name, namespace, uid, resourceVersion } = about.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${idOf(draft)}`,
      namespace: namespace ?? 'default',
      uid: `event-${idOf(draft)}`,
      creationTimestamp: timestamp(at.first),
    },
    involvedObject: {
      kind: about.kind,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
      ...{ apiVersion: about.apiVersion, resourceVersion, ...(fieldPath !== undefined && { fieldPath }) },
    },
    type,
    reason,
    message,
    source: { component, ...(host !== undefined && { host }) },
    firstTimestamp: timestamp(at.first),
    lastTimestamp: timestamp(at.last),
    count: at.count,
    eventTime: null,
    ...{ reportingComponent: component, reportingInstance: host ?? '' },
  };
}

export function recordEvent(store: Store, draft: EventDraft, now: number): void {
  const namespace = draft.about.metadata.namespace ?? 'default';
  const known = store.get('Event', namespace, `${draft.about.metadata.name}.${idOf(draft)}`);
  const first = known ? epoch(known.firstTimestamp) : now;
  store.put(eventObject(draft, { first, last: now, count: (known?.count ?? 0) + 1 }));
}

export function expireEvents(store: Store, namespace: string, now: number): void {
  for (const event of store.list('Event', namespace))
    if (epoch(event.lastTimestamp) < now - TIME_TO_LIVE_MS) store.remove(event);
}
