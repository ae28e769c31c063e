/** Parts of a toll (the children among the dead) put to the whole that they are inside of. Pure. */
import type { EventToll, TollLine } from "../records";

export interface Whole { toll: EventToll; parts: EventToll[] }

/** Every whole with its parts; a part whose whole nobody counts stands alone, as a whole of its own. */
export function wholes(tolls: readonly EventToll[]): Whole[] {
  const all: Whole[] = tolls.filter((toll) => !toll.subset).map((toll) => ({ toll, parts: [] }));
  for (const part of tolls.filter((toll) => toll.subset)) {
    const whole = all.find(({ toll }) => !toll.subset && toll.measure === part.measure && part.lines.every((line) => toll.lines.some((other) => holds(other, line))));
    if (whole) whole.parts.push(part);
    else all.push({ toll: part, parts: [] });
  }
  return all;
}

/** Whether a lineage's line counts at least as many as another line of the same lineage. */
function holds(whole: TollLine, part: TollLine): boolean {
  const most = Math.max(...whole.versions.map((version) => version.high ?? Infinity));
  return whole.lineage === part.lineage && (part.low ?? 0) <= most;
}

/** What a lineage says of the parts, each with whose they are. */
export const partsOf = (whole: Whole, lineage: string): { of: string; line: TollLine }[] => whole.parts.flatMap((part) => part.lines.filter((line) => line.lineage === lineage).map((line) => ({ of: part.of ?? "some of them", line })));
