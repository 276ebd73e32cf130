import { afterEach, expect, it } from 'vitest';
import type { QueuePort } from '../../src/contracts/ports/queue.js';

/** What every queue must do; run on each of them. */
export function queueContract(create: () => Promise<QueuePort>): void {
  const open: QueuePort[] = [];
  const queue = async () => {
    const created = await create();
    open.push(created);
    return created;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close(1_000)));
  });

  it('carries what was handed over before anybody worked', async () => {
    const port = await queue();
    await port.enqueue('a1');
    await port.enqueue('b2');
    const taken = collector();
    await port.process(taken.handler, 1);
    await expect.poll(taken.ids).toEqual(['a1', 'b2']);
  });

  it('carries any id, a number or one with a colon too', async () => {
    const port = await queue();
    const taken = collector();
    await port.process(taken.handler, 1);
    for (const id of ['42', 'tenant:7', '운영/1']) await port.enqueue(id);
    await expect.poll(taken.ids).toEqual(['42', 'tenant:7', '운영/1']);
  });

  it('works on as many at once as it was told, and no more', async () => {
    const port = await queue();
    const gate = latch();
    let most = 0;
    let running = 0;
    let done = 0;
    await port.process(async () => {
      most = Math.max(most, ++running);
      await gate.opened;
      running -= 1;
      done += 1;
    }, 2);
    for (const id of ['a', 'b', 'c', 'd']) await port.enqueue(id);
    await expect.poll(() => running).toBe(2);
    gate.open();
    await expect.poll(() => done).toBe(4);
    expect(most).toBe(2);
  });

  it('does not queue twice what waits already', async () => {
    const port = await queue();
    for (const id of ['a', 'a', 'b', 'a', 'end']) await port.enqueue(id);
    const taken = collector();
    await port.process(taken.handler, 1);
    await expect.poll(taken.ids).toEqual(['a', 'b', 'end']);
  });

  it('delivers again what is handed over while it is handled, and after it was', async () => {
    const port = await queue();
    const gate = latch();
    const taken = collector();
    await port.process(async (id) => {
      await taken.handler(id);
      if (taken.ids().length === 1) await gate.opened;
    }, 1);
    await port.enqueue('a');
    await expect.poll(taken.ids).toEqual(['a']);
    await port.enqueue('a');
    gate.open();
    await expect.poll(taken.ids).toEqual(['a', 'a']);
    await port.enqueue('a');
    await expect.poll(taken.ids).toEqual(['a', 'a', 'a']);
  });

  it('goes on when a handler fails', async () => {
    const port = await queue();
    const taken = collector();
    await port.process(async (id) => {
      await taken.handler(id);
      if (id === 'bad') throw new Error('a bug');
    }, 1);
    await port.enqueue('bad');
    await port.enqueue('good');
    await expect.poll(taken.ids).toEqual(['bad', 'good']);
    await port.enqueue('bad');
    await expect.poll(taken.ids).toEqual(['bad', 'good', 'bad']);
  });

  it('waits for running work when it closes, but only until the deadline', async () => {
    const port = await queue();
    const gate = latch();
    let finished = false;
    await port.process(async () => {
      await gate.opened;
      finished = true;
    }, 1);
    await port.enqueue('a');
    const closing = port.close(5_000);
    gate.open();
    await closing;
    expect(finished).toBe(true);

    const stuck = await queue();
    const taken = collector();
    await stuck.process(async (id) => {
      await taken.handler(id);
      await new Promise(() => undefined);
    }, 1);
    await stuck.enqueue('b');
    await expect.poll(taken.ids).toEqual(['b']);
    await stuck.close(50);
  });

  it('refuses when it is closed, and says that it is not healthy', async () => {
    const port = await queue();
    expect(await port.healthy()).toBe(true);
    await port.close(100);
    expect(await port.healthy()).toBe(false);
    await expect(port.enqueue('a')).rejects.toMatchObject({ code: 'queue_down', retryable: true });
  });
}

export function collector(): {
  readonly handler: (id: string) => Promise<void>;
  readonly ids: () => string[];
} {
  const ids: string[] = [];
  return {
    handler: async (id) => void ids.push(id),
    ids: () => [...ids],
  };
}

function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
