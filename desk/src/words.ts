/** How the page says things: names of types and marks, figures, days. */
import type { Agreement, Measure, Place, Position, Precision, RelationKind, Stance, Status, Verdict, Version } from "./records";

export const TYPES: Record<string, string> = {
  AGREE: "Agreement", CONSULT: "Talks", SUPPORT: "Support", CONCEDE: "Concession", COOPERATE: "Cooperation", AID: "Aid", RETREAT: "Retreat", REQUEST: "Demand or appeal",
  ACCUSE: "Accusation", REJECT: "Rejection", THREATEN: "Threat", PROTEST: "Protest", SANCTION: "Sanctions", MOBILIZE: "Mobilization", COERCE: "Coercion", ASSAULT: "Attack",
  FIGHT: "Fighting", TERRITORY: "Control of a place", INVESTIGATE: "Investigation", STATUS: "Situation",
};
export const typeName = (type: string): string => TYPES[type] ?? type;

export const STANCES: Record<Stance, string> = {
  asserted: "says it happened", denied: "denies it", hedged: "says it guardedly", planned: "says it will happen", demand: "demands it",
};

export const STATUSES: Record<Status, { name: string; means: string }> = {
  single_origin: { name: "one origin", means: "Everything told of it goes back to one voice, however many outlets carry it." },
  corroborated: { name: "corroborated", means: "Independent voices agree." },
  contested: { name: "contested", means: "Claims contradict each other, and the contradiction still stands." },
  denied: { name: "denied", means: "Somebody denies it, and nobody independent affirms it." },
  admitted: { name: "admitted", means: "The party that it hurts says it too." },
  confirmed: { name: "confirmed", means: "A neutral record has it." },
};

export const POSITIONS: Record<Position, string> = { says: "says", denies: "denies", admits: "admits", hedges: "hedges", silent: "silent" };
export const AGREEMENTS: Record<Agreement, string> = { agrees: "agrees with another row", conflicts: "conflicts with another row", alone: "alone in saying so" };
export const MEASURES: Record<Measure, string> = { killed: "killed", wounded: "wounded", casualties: "dead or wounded", missing: "missing", detained: "detained" };
export const RELATIONS: Record<RelationKind, string> = {
  same: "the same lineage again", repeats: "copied words", updates: "updates", corroborates: "corroborates", contradicts: "contradicts", part_of: "part of",
};
export const VERDICTS: Record<Verdict, string> = { accept: "accepted", correct: "corrected", reject: "rejected", merge: "merged events", split: "split an event", undo: "took back" };
export const KINDS: Record<string, string> = {
  outlet: "outlet", belligerent: "party to the conflict", government: "government", health: "health workers", monitor: "monitor", ngo: "aid group", un: "United Nations", media: "media", witness: "witness",
  expert: "expert", unnamed: "unnamed", religious: "religious body", civil_society: "civil society",
};
export const kindName = (kind: string | null | undefined): string | null => (kind ? (KINDS[kind] ?? kind) : null);

export const PRECISIONS: Record<Precision, string> = {
  exact: "an exact place", near: "near a place", admin2: "somewhere in a district", admin1: "somewhere in a province", country: "somewhere in a country", region: "somewhere in a region",
};

export const OMITTED: Record<string, string> = {
  repeat: "repeated", furniture: "page furniture", credit: "credit", slogan: "slogan", caption: "caption", boilerplate: "boilerplate", link: "link", navigation: "navigation",
};

const NUMBER = new Intl.NumberFormat("en");
export const number = (value: number): string => NUMBER.format(value);
export const counted = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;

/** A figure as its bounds allow it: "350", "13 or more", "up to 40", "2–8". Null where there is no number. */
export function bounds(low: number | null, high: number | null): string | null {
  if (low === null && high === null) return null;
  if (low === null) return `up to ${number(high ?? 0)}`;
  if (high === null) return `${number(low)} or more`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

export function figure(version: Pick<Version, "low" | "high" | "text">): string {
  return bounds(version.low, version.high) ?? (version.text ? `“${version.text}”, no number` : "no number");
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

const read = (format: Intl.DateTimeFormat, day: string): string => {
  const date = new Date(day.length === 10 ? `${day}T00:00:00Z` : day);
  return Number.isNaN(date.getTime()) ? day : format.format(date);
};
export const day = (iso: string | null): string => (iso ? read(DAY, iso) : "no date");
export const shortDay = (iso: string | null): string => (iso ? read(SHORT, iso) : "no date");
export const clock = (iso: string | null): string => (iso ? `${read(CLOCK, iso)} UTC` : "no time");

export function days(start: string | null, end: string | null): string | null {
  if (!start && !end) return null;
  if (!end || start === end) return day(start);
  if (!start) return `until ${day(end)}`;
  return start.slice(0, 4) === end.slice(0, 4) ? `${shortDay(start)} – ${day(end)}` : `${day(start)} – ${day(end)}`;
}

export function placeName(place: Pick<Place, "name" | "admin1" | "country">): string {
  const wider = place.admin1 && place.admin1 !== place.name ? place.admin1 : null;
  return [place.name, wider, country(place.country)].filter((part, at, all) => part && all.indexOf(part) === at).join(", ");
}

const REGIONS = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
export function country(code: string | null): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code;
  try {
    return REGIONS.of(code) ?? code;
  } catch {
    return code;
  }
}
