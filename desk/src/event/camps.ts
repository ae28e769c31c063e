/** Things put together by the side that they speak for, in the order in which sides first come; nobody's side last. Pure. */
export interface Camp<T> { name: string | null; side: string | null; members: T[] }

/** A side that only itself speaks for needs no name above it, nor does nobody's side where there is no other. */
export function camps<T>(all: readonly T[], side: (one: T) => string | null, name: (one: T) => string): Camp<T>[] {
  const found = new Map<string | null, T[]>();
  for (const one of all) found.set(side(one), [...(found.get(side(one)) ?? []), one]);
  const sides = [...found.keys()].sort((a, b) => Number(a === null) - Number(b === null));
  return sides.map((key) => {
    const members = found.get(key) ?? [];
    const plain = key === null ? sides.length === 1 : members.length === 1 && members[0] !== undefined && name(members[0]) === key;
    return { side: key, members, name: plain ? null : key === null ? "On neither side" : `On the side of ${key}` };
  });
}
