import { createHash } from 'node:crypto';

/** Numbers that look random and come again with the same seed. */
export type Random = {
  /** A whole number from 0, less than `end`. */
  below(end: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** True so often out of a hundred. */
  percent(often: number): boolean;
};

/** @param purpose a stream of its own for each: what one draws moves no other */
export function createRandom(seed: number, purpose: string): Random {
  let drawn = 0;
  const below = (end: number) => {
    drawn += 1;
    const text = `${seed} ${purpose} ${drawn}`;
    return createHash('sha256').update(text).digest().readUInt32BE() % end;
  };
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    percent: (often) => below(100) < often,
  };
}
