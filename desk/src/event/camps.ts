/** Things put together by the side that they speak for, in the order in which sides first come; nobody's side last. Pure. */
export interface Camp<T> { name: string; side: string | null; members: T[] }

export function camps<T>(all: readonly T[], side: (one: T) => string | null): Camp<T>[] {
  const found = new Map<string | null, T[]>();
  for (const one of all) found.set(side(one), [...(found.get(side(one)) ?? []), one]);
  const sides = [...found.keys()].sort((a, b) => Number(a === null) - Number(b === null));
  return sides.map((name) => ({ side: name, name: name === null ? "On no side" : `On the side of ${name}`, members: found.get(name) ?? [] }));
}
