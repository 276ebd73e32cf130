/**
 * The life of one process. When it ends, nothing of that process happens any more: whatever it waits for never comes.
 * That is what kill -9 looks like from the inside.
 */
export class Life {
  #ended = false;
  #calls = 0;
  #end: () => void = () => undefined;
  /** Resolves when the process was killed. */
  readonly over = new Promise<void>((resolve) => (this.#end = resolve));

  /** @param killAt the call to the outside at which it dies; `after`: when the call has had its effect already */
  constructor(
    private readonly killAt = Number.POSITIVE_INFINITY,
    private readonly after = false,
    private readonly onCall: (call: number) => void = () => undefined,
  ) {}

  get ended(): boolean {
    return this.#ended;
  }

  kill(): void {
    this.#ended = true;
    this.#end();
  }

  async call<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#ended) return never();
    const call = (this.#calls += 1);
    if (call === this.killAt && !this.after) this.kill();
    if (this.#ended) return never();
    this.onCall(call);
    let result: T;
    try {
      result = await work();
    } catch (error) {
      if (this.ended) return never();
      throw error;
    }
    if (call === this.killAt) this.kill();
    return this.#ended ? never() : result;
  }

  /** The same object as this process reaches it: each asynchronous method counts and can be the last. */
  reach<T extends object>(outside: T, instant: readonly string[] = []): T {
    return new Proxy(outside, {
      get: (target, name): unknown => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || instant.includes(String(name))) return value;
        return (...args: unknown[]): unknown => this.call((): unknown => Reflect.apply(value, target, args));
      },
    });
  }
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
