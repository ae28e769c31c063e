/** The parts of the page that are functions of their input. Run by `npm test`. */
import assert from "node:assert/strict";
import test from "node:test";
import { camps } from "../src/event/camps";
import { partsOf, wholes } from "../src/event/parts";
import { isCompared } from "../src/event/toll";
import { csvCell, matrixCsv } from "../src/event/save";
import { tollScale, ticks } from "../src/event/scale";
import { graph } from "../src/event/graph";
import { otherForms } from "../src/exports";
import { drawn } from "../src/map/drawn";
import { pieces } from "../src/read/pieces";
import type { Claim, ClaimItem, Event, EventToll, MapItem, TollLine, Version } from "../src/records";
import { changed, link, parse } from "../src/route";
import { Lines, pause } from "../src/sent";
import { bounds, days } from "../src/words";

const version = (low: number | null, high: number | null, status: Version["status"] = "current"): Version => ({ low, high, best: null, text: null, as_of: null, status, stance: "asserted", claims: ["c"], copies: [] });
const line = (lineage: string, ...versions: Version[]): TollLine => ({ lineage, name: lineage, kind: null, camp: null, low: versions[0]?.low ?? null, high: versions[0]?.high ?? null, hedged: false, versions });
const toll = (lines: TollLine[], subset = false): EventToll => ({ measure: "killed", of: null, subset, low: 5, best: null, high: 22, basis: "", lines, set_aside: [] });
const claim = (start: number, end: number): Claim => ({ id: `${start}`, spans: [{ start, end, text: "" }], actors: [], recipients: [], cues: [], stance: "asserted" }) as unknown as Claim;

test("pieces cut by code points, not by UTF-16 units", () => {
  const cut = pieces("𝔄b c", [claim(1, 2)], [], -1);
  assert.deepEqual(cut.map((piece) => [piece.text, piece.claims]), [["𝔄", []], ["b", [0]], [" c", []]]);
});

test("pieces put together are the text, whatever lies over it", () => {
  const text = "One. Two 😀. Three.";
  const cut = pieces(text, [claim(0, 9), claim(5, 11), claim(2, 999)], [{ start: 10, end: 14, reason: "repeat" }], 1);
  assert.equal(cut.map((piece) => piece.text).join(""), text);
});

test("figures far apart are drawn on a square-root scale from nought", () => {
  const wide = tollScale({ ...toll([line("a", version(13, null), version(350, 350))]), low: 13, high: 350 });
  assert.equal(wide?.squeezed, true);
  assert.equal(wide?.at(0), 0);
  assert.equal(tollScale(toll([line("a", version(5, 5), version(22, 22))]))?.squeezed, false);
});

test("a toll without any number has no scale", () => {
  assert.equal(tollScale({ ...toll([line("a", version(null, null))]), low: null, high: null }), null);
});

test("a tick stands where its figure is; open ends and superseded figures are told apart", () => {
  const scale = tollScale(toll([line("a", version(5, null), version(9, 22, "superseded"))]));
  assert.ok(scale);
  const [open, old] = ticks([version(5, null), version(9, 22, "superseded")], scale);
  assert.deepEqual([open?.open, open?.place, open?.left], [true, "over", scale.at(5)]);
  assert.deepEqual([old?.open, old?.place, old?.right], [false, "under", scale.at(22)]);
});

test("parts go into the whole that the same lineage counts", () => {
  const whole = toll([line("hospital", version(17, 17)), line("army", version(5, 5))]);
  const children = { ...toll([line("hospital", version(6, 6))], true), of: "children" };
  const strange = { ...toll([line("monitor", version(3, 3))], true), of: "women" };
  const made = wholes([whole, children, strange]);
  assert.deepEqual(made.map((one) => one.parts.length), [1, 0]);
  assert.deepEqual(partsOf(made[0]!, "hospital").map((part) => part.of), ["children"]);
});

test("a part is never put inside another part", () => {
  const women = { ...toll([line("army", version(2, 2))], true), of: "women" };
  const shepherd = { ...toll([line("army", version(1, 1))], true), of: "a shepherd" };
  assert.deepEqual(wholes([women, shepherd]).map((one) => one.parts.length), [0, 0]);
});

test("a figure alone is no bar; two beside each other, or a part in its whole, are", () => {
  assert.equal(isCompared({ toll: toll([line("a", version(5, 5))]), parts: [] }), false);
  assert.equal(isCompared({ toll: toll([line("a", version(5, 5)), line("b", version(null, null))]), parts: [] }), false);
  assert.equal(isCompared({ toll: toll([line("a", version(5, 5), version(3, 3, "superseded"))]), parts: [] }), true);
  assert.equal(isCompared({ toll: toll([line("a", version(17, 17))]), parts: [toll([line("a", version(6, 6))], true)] }), true);
});

test("sides keep together, nobody's comes last, and a side that only itself speaks for has no name above it", () => {
  const all = camps([{ n: "UN", s: null }, { n: "army", s: "army" }, { n: "Dashti", s: "NRF" }], (one) => one.s, (one) => one.n);
  assert.deepEqual(all.map((camp) => camp.name), [null, "On the side of NRF", "On neither side"]);
});

test("a cell of CSV can't be a formula and keeps its quotes", () => {
  assert.equal(csvCell('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"');
  assert.equal(csvCell("a, b"), '"a, b"');
  const event = { matrix: [{ speaker: "UN", side: null, kind: "un", position: "says", cells: [{ column: "toll", text: "5 killed", agreement: "alone", claims: [] }] }] } as unknown as Event;
  assert.match(matrixCsv(event).split("\r\n")[1] ?? "", /^UN,,un,says,5 killed,alone/);
});

test("only an exact place is a pin; a province is an area; all else is a circle that says how sure it is", () => {
  const item = (place: string, precision: MapItem["precision"], admin1: string | null = "Panjshir"): MapItem => ({ place, admin1, country: "AF", latitude: 35, longitude: 69, precision, claims: 2 });
  const forms = drawn([item("Anabah", "exact"), item("Panjshir", "admin1"), item("Panjshir Valley", "admin1"), item("Shotul", "admin2"), item("east", "region", null)]);
  assert.deepEqual(Object.fromEntries(forms.map((one) => [one.name, one.form])), { Anabah: "pin", Panjshir: "area", Shotul: "circle", east: "circle" });
  assert.equal(forms.find((one) => one.name === "Panjshir")?.claims, 4);
  assert.match(forms.find((one) => one.name === "Shotul")?.about ?? "", /approximate/);
});

test("who told whom runs from the voice through its relay to the outlet; a copy runs between outlets", () => {
  const descent = (id: string, outlet: string, copies: string | null) => ({ claim: id, report: id, outlet, lineage: "l", copies, reasons: ["quoted by name"] });
  const event = { lineages: [{ id: "l", name: "Dashti", voice: "speaker", kind: null, camp: "NRF" }], descents: [descent("1", "Mehr", null), descent("2", "GNB", "1")] } as unknown as Event;
  const items = new Map([["1", { claim: { relays: ["TASS"] } }]]) as unknown as Map<string, ClaimItem>;
  const made = graph(event, items);
  assert.deepEqual(made.edges.map((edge) => [edge.from, edge.to, edge.copy]), [["0 Dashti", "1 TASS", false], ["1 TASS", "2 Mehr", false], ["2 Mehr", "2 GNB", true]]);
});

test("an address holds names of any letters and comes back the same", () => {
  const made = link(["speakers", "Ṣāliḥ / 100 %?"], { as_of: "2021-09-04", q: null });
  assert.deepEqual(parse(made).path, ["speakers", "Ṣāliḥ / 100 %?"]);
  assert.equal(changed(parse(made), { as_of: null, claims: "a,b" }).split("?")[1], "claims=a%2Cb");
  assert.deepEqual(parse("#/events/%E0%A4%A?x=1").path, ["events", "%E0%A4%A"]);
});

test("figures and days are said as they are known", () => {
  assert.deepEqual([bounds(13, null), bounds(null, 40), bounds(2, 8), bounds(7, 7), bounds(null, null)], ["13 or more", "up to 40", "2–8", "7", null]);
  assert.equal(days("2021-08-30", "2021-09-03"), "30 Aug – 3 Sept 2021");
});

test("events come out of a stream whole, however it is cut; comments are none", () => {
  const text = "retry: 2000\n\nid: 7-1\nevent: claim\ndata: {\"a\":1}\n\n: nothing new\n\nid: 8-1\nevent: ledger\ndata: {}\n\n";
  const whole = new Lines().push(text);
  assert.deepEqual(whole.map((one) => [one.id, one.event, one.data]), [["7-1", "claim", "{\"a\":1}"], ["8-1", "ledger", "{}"]]);
  const cut = new Lines();
  assert.deepEqual([...text].flatMap((letter) => cut.push(letter)), whole);
});

test("who is refused waits longer each time, a minute and a quarter at most", () => {
  assert.deepEqual([0, 1, 2, 9, 99].map((failed) => pause(failed, 0.5)), [2000, 4000, 8000, 60000, 60000]);
  assert.ok(pause(99, 1) <= 75_000 && pause(0, 0) >= 1_000);
});

test("claims are offered in the forms of claims, events in all, names in none of others", () => {
  const names = (path: string): string[] => otherForms(path).map((form) => form.name).sort();
  assert.deepEqual(names("/api/claims"), ["annotations", "hxl", "parquet", "polecat"]);
  assert.deepEqual(names("/api/events"), ["acled", "annotations", "ged", "hxl", "parquet", "polecat"]);
  assert.deepEqual(names("/api/speakers"), []);
});
