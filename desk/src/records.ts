/** The records of the API, as docs/reading.md and docs/events.md describe them; only what the page shows is named. */

export type Stance = "asserted" | "denied" | "hedged" | "planned" | "demand";
export type RelationKind = "same" | "repeats" | "updates" | "corroborates" | "contradicts" | "part_of";
export type Precision = "exact" | "near" | "admin2" | "admin1" | "country" | "region";
export type Measure = "killed" | "wounded" | "casualties" | "missing" | "detained";
export type Status = "single_origin" | "corroborated" | "contested" | "denied" | "admitted" | "confirmed";
export type Position = "says" | "denies" | "admits" | "hedges" | "silent";
export type Agreement = "agrees" | "conflicts" | "alone";
export type Column = "toll" | "place" | "time" | "responsibility" | "outcome";

export interface Span { start: number; end: number; text: string }
export interface Party { id: string | null; name: string; text: string | null; start: number | null; end: number | null; kind: string | null; role: string | null; interested: boolean | null; resolved: boolean; any_of: string[] }
export interface Place { name: string; text: string; start: number; end: number; country: string | null; admin1: string | null; admin2: string | null; latitude: number | null; longitude: number | null; geonameid: number | null; precision: Precision | null; extent_km: number | null; score: number | null; reason: string | null }
export interface Time { start: string | null; end: string | null; precision: string; edtf: string | null; text: string | null; span_start: number | null; span_end: number | null; symbol: string | null }
export interface Toll { low: number | null; high: number | null; best: number | null; text: string | null; start: number | null; end: number | null; of: string | null }
export interface Claim {
  id: string; anchor: string; event: string; spans: Span[]; event_type: string; modes: string[]; contexts: string[]; auxiliary: string[]; background: boolean; about: string | null;
  actors: Party[]; recipients: Party[]; place: Place | null; time: Time | null; said: Time | null;
  killed: Toll | null; wounded: Toll | null; casualties: Toll | null; missing: Toll | null; detained: Toll | null; tolls_note: string | null;
  speaker: Party | null; relays: string[]; channel: string | null; stance: Stance; cues: Span[];
}
export interface Relation { kind: RelationKind; from: string; to: string; reasons: string[] }
export interface Omitted { start: number; end: number; reason: string }
export interface Report { id: string; outlet: string | null; title: string | null; url: string | null; published: string | null; language: string | null; text: string; credits: string[] }
export interface Reading { report: Report; omitted: Omitted[]; claims: Claim[]; relations: Relation[] }

export interface Lineage { id: string; name: string; voice: "speaker" | "outlet" | "agency" | "unknown"; kind: string | null; camp: string | null }
export interface Descent { claim: string; report: string; outlet: string | null; lineage: string; copies: string | null; reasons: string[] }
export interface Origins { outlets: number; low: number; best: number; high: number; lineages: string[]; reasons: string[] }
export interface Side { name: string; role: "actor" | "recipient" | "both"; kind: string | null; claims: string[] }
export interface Where { name: string; country: string | null; admin1: string | null; admin2: string | null; latitude: number | null; longitude: number | null; geonameid: number | null; precision: Precision | null; area_km: number | null; claims: string[]; why: string }
export interface When { start: string | null; end: string | null; precision: string; edtf: string | null; claims: string[]; why: string }
export interface Version { low: number | null; high: number | null; best: number | null; text: string | null; as_of: string | null; status: "current" | "superseded" | "subset" | "aggregate" | "denied"; stance: Stance; claims: string[]; copies: string[] }
export interface TollLine { lineage: string; name: string; kind: string | null; camp: string | null; low: number | null; high: number | null; hedged: boolean; versions: Version[] }
export interface EventToll { measure: Measure; of: string | null; subset: boolean; low: number | null; best: number | null; high: number | null; basis: string; lines: TollLine[]; set_aside: { claim: string; reason: string }[] }
export interface Stand { answer: string; lineage: string; name: string; first: string | null; last: string | null; claims: string[]; copies: string[] }
export interface Question { topic: string; words: string; stands: Stand[]; disputed: boolean }
export interface Speaker { name: string; kind: string | null; side: string | null; position: Position; outlets: string[]; claims: string[] }
export interface Cell { column: Column; text: string; agreement: Agreement; claims: string[] }
export interface Row { speaker: string; side: string | null; kind: string | null; position: Position; cells: Cell[] }
export interface Grade { scheme: string; value: string | null; why: string; claims: string[] }
export interface Moment { at: string; claims: string[]; status: Status; tolls: string[]; origins: Origins; speakers: string[]; changed: string[] }
export interface EventSummary {
  id: string; sentence: string; event_type: string; aggregate: boolean; status: Status; contest: number; disputed: string[]; place: string | null; country: string | null; admin1: string | null;
  latitude: number | null; longitude: number | null; precision: Precision | null; area_km: number | null; start: string | null; end: string | null;
  deaths_low: number | null; deaths_best: number | null; deaths_high: number | null; outlets: number; origins: number; origins_low: number; origins_high: number;
  speakers: string[]; claims: number; reports: number; first_published: string | null; last_published: string | null; updated: string;
}
export interface Event {
  id: string; sentence: string; event_type: string; event_types: string[]; modes: string[]; aggregate: boolean; background: boolean; sides: Side[]; where: Where | null; when: When | null; tolls: EventToll[];
  questions: Question[]; disputed: string[]; speakers: Speaker[]; matrix: Row[]; origins: Origins; status: Status; grades: Grade[]; lineages: Lineage[]; descents: Descent[]; links: Relation[]; claims: string[]; reports: string[];
  wholes: string[]; parts: string[]; former: string[]; updated: string | null;
}

export type Verdict = "accept" | "correct" | "reject" | "merge" | "split" | "undo";
export interface Review { number: number; verdict: Verdict; parts: { claim: string; anchor: string }[][]; undoes: number | null; changes: Record<string, unknown> | null; reviewer: string; reason: string; at: string; holds: boolean }
export interface Standing { verdict: "accept" | "correct" | "reject" | null; disputed: boolean; reviews: Review[] }
export interface ClaimItem { claim: Claim; original: Claim | null; relations: Relation[]; report: string; outlet: string | null; title: string | null; url: string | null; published: string | null; learned: string; superseded: string | null; standing: Standing | null }
export interface ReportLine { report_id: string; outlet: string | null; published: string | null; title: string | null; url: string | null; claims: number; learned: string; redacted: unknown }
export interface Page<T> { items: T[]; next: string | null; as_of?: string | null }
export interface LedgerFacts { name: string; version: string; changed: string | null; reports: number; claims: number; events?: number; reviews: number; writable: boolean; needs_token: boolean }
export interface Change { kind: "merge" | "split" | "rename"; before: string[]; after: string[]; at: string; reasons: string[] }
export interface EventAnswer { event: Event; claims: ClaimItem[]; changes: Change[]; reviews: Review[] }
export interface ReportAnswer { report: ReportLine; reading: Reading | null; text: string }
export interface ReadAnswer { readings: Reading[]; failures: { origin: string; stage: string; kind: string; message: string }[] }
export interface Counted { value: string; claims: number }
export interface Facets { claims: number; more: boolean; type: Counted[]; stance: Counted[]; kind: Counted[]; outlet: Counted[]; country: Counted[]; admin1: Counted[] }
export interface MapItem { place: string; admin1: string | null; country: string | null; latitude: number; longitude: number; precision: Precision | null; extent_km?: number | null; claims: number }
export interface TimelineItem { start: string; claims: number; killed?: number | null }
export interface NameLine { name: string; kind: string | null; wikidata: string | null; count: number; more: boolean }
/** A speaker's or an outlet's record; `beside` are the outlets that carry a speaker, or the kinds of speakers that an outlet quotes. */
export interface Card {
  name: string; names: string[]; kind: string | null; wikidata: string | null; claims: number; more: boolean; first: string | null; last: string | null; stances: Counted[]; types: Counted[];
  beside: Counted[]; own: number; corroborated: number; contradicted: number; origin: number; echo: number;
}
export interface NameAnswer { card: Card; recent: ClaimItem[] }
export interface SearchAnswer { claims: Page<ClaimItem>; reports: Page<ReportLine>; events: Page<EventSummary>; names: (string | { name: string })[] }
export interface QueueItem { claim: ClaimItem; why: string[]; certainty: number; disputed: boolean; contradicted: string[] }
export interface ReviewRequest { verdict: Verdict; parts?: string[][]; undoes?: number; reviewer: string; reason: string; changes?: Record<string, unknown> }
