/** Numbers below `limit` that look random and are the same in every run. */
export function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // The low bits of such a generator repeat soon: the high ones are taken.
    return Math.floor((state / 2_147_483_648) * limit);
  };
}
