/** A report's text cut where what lies over it begins and ends. Offsets are code points, as everywhere in the reading; never UTF-16 units. */
import type { Claim, Omitted, Reading } from "../records";

export interface Piece { start: number; end: number; text: string; claims: number[]; omitted: string | null; inside: string[]; opens: number[] }
interface Stretch { start: number; end: number }

/** The stretches of a claim that say who, where, when and how many, each with the word for what it says. */
export function parts(claim: Claim): (Stretch & { says: string })[] {
  const found: { start: number | null | undefined; end: number | null | undefined; says: string }[] = [
    { start: claim.speaker?.start, end: claim.speaker?.end, says: "speaker" },
    ...claim.actors.map((party) => ({ start: party.start, end: party.end, says: "who" })),
    ...claim.recipients.map((party) => ({ start: party.start, end: party.end, says: "to whom" })),
    { start: claim.place?.start, end: claim.place?.end, says: "where" },
    { start: claim.time?.span_start, end: claim.time?.span_end, says: "when" },
    ...([["killed", claim.killed], ["wounded", claim.wounded], ["casualties", claim.casualties], ["missing", claim.missing], ["detained", claim.detained]] as const).map(([says, toll]) => ({ start: toll?.start, end: toll?.end, says })),
    ...claim.cues.map((cue) => ({ start: cue.start, end: cue.end, says: "cue" })),
  ];
  return found.filter((part): part is Stretch & { says: string } => typeof part.start === "number" && typeof part.end === "number" && part.end > part.start);
}

/** The text as pieces in order, no two overlapping; `chosen` is the claim whose parts are to be told apart, -1 for none. */
export function pieces(text: string, claims: readonly Claim[], omitted: readonly Omitted[], chosen: number): Piece[] {
  const points = Array.from(text);
  const length = points.length;
  const inside = claims[chosen] ? parts(claims[chosen]) : [];
  const cuts = new Set([0, length]);
  for (const stretch of [...claims.flatMap((claim) => claim.spans), ...omitted, ...inside]) {
    cuts.add(Math.max(0, Math.min(length, stretch.start)));
    cuts.add(Math.max(0, Math.min(length, stretch.end)));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const covers = (stretch: Stretch, start: number, end: number): boolean => stretch.start <= start && stretch.end >= end;
  return sorted.slice(1).map((end, at) => {
    const start = sorted[at] ?? 0;
    return {
      start, end, text: points.slice(start, end).join(""),
      claims: claims.flatMap((claim, index) => (claim.spans.some((span) => covers(span, start, end)) ? [index] : [])),
      opens: claims.flatMap((claim, index) => (claim.spans[0]?.start === start ? [index] : [])),
      omitted: omitted.find((stretch) => covers(stretch, start, end))?.reason ?? null,
      inside: inside.filter((part) => covers(part, start, end)).map((part) => part.says),
    };
  });
}

/** Claims in the order in which the text tells them. */
export function ordered(reading: Reading): Claim[] {
  return [...reading.claims].sort((a, b) => (a.spans[0]?.start ?? 0) - (b.spans[0]?.start ?? 0) || (a.spans[0]?.end ?? 0) - (b.spans[0]?.end ?? 0));
}
