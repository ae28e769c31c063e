/** The toll range bar: who counts how many. A tick a figure, a row a lineage, rows by side; the band behind is what all of them span. */
import { h, unseen, type Child } from "../dom";
import { versionWord } from "../marks";
import type { EventToll, TollLine, Version } from "../records";
import { bounds, counted, figure, MEASURES, number, shortDay, kindName } from "../words";
import type { Shows } from "./evidence";
import { camps, type Camp } from "./camps";
import { partsOf, wholes, type Whole } from "./parts";
import { partTicks, ticks, tollScale, type Tick, type TollScale } from "./scale";

export function tollSection(tolls: readonly EventToll[], shows: Shows): Child {
  if (!tolls.length) return null;
  const all = wholes(tolls);
  return h(
    "section", { class: "block", at: { "aria-labelledby": "toll-title" } }, h("h2", { at: { id: "toll-title", tabindex: -1 } }, "Toll, by who counts"),
    all.filter(isCompared).map((whole) => tollFigure(whole, shows)), single(all.filter((whole) => !isCompared(whole)), all.some(isCompared), shows),
  );
}

/** Whether there is more than one figure to draw beside each other. */
export function isCompared({ toll, parts }: Whole): boolean {
  const versions = [toll, ...parts].flatMap((one) => one.lines.flatMap((line) => line.versions));
  return versions.filter((version) => version.low !== null || version.high !== null).length > 1;
}

/** What only one figure, or no number, is told of: a row each. */
function single(all: readonly Whole[], isBeside: boolean, shows: Shows): Child {
  if (!all.length) return null;
  const rows = all.flatMap(({ toll }) => toll.lines.flatMap((line) => line.versions.map((version) => ({ toll, line, version }))));
  return h(
    "section", { class: "toll toll-single" }, isBeside ? h("h3", null, "Told once, or without a number") : null,
    h("table", { class: "plain" }, h("caption", { class: "unseen" }, "Figures that stand alone"),
      h("thead", null, h("tr", null, ["What", "Figure", "Who counts", "Taken as"].map((name) => h("th", { at: { scope: "col" } }, name)))),
      h("tbody", null, rows.map(({ toll, line, version }) => h("tr", null, h("th", { at: { scope: "row" } }, tollName(toll)), h("td", null, words(version, shows)), h("td", null, line.name), h("td", { class: "note" }, toll.subset ? "part of a whole, never added; " : null, toll.basis))))),
    all.map(({ toll }) => setAside(toll, shows)),
  );
}

/** "Killed, Taliban", as a heading says it. */
export const tollName = (toll: Pick<EventToll, "measure" | "of">): string => {
  const measure = MEASURES[toll.measure];
  return `${measure.charAt(0).toUpperCase()}${measure.slice(1)}${toll.of ? `, ${toll.of}` : ""}`;
};

function tollFigure(whole: Whole, shows: Shows): HTMLElement {
  const { toll } = whole;
  const scale = tollScale(toll);
  const reach = bounds(toll.low, toll.high);
  return h(
    "section", { class: `toll${toll.subset ? " toll-part" : ""}` },
    h("h3", null, tollName(toll), toll.subset ? h("span", { class: "note" }, " part of the whole, never added") : null),
    h("p", { class: "toll-sum" }, h("strong", null, reach ?? "no number"), toll.best !== null && toll.low !== toll.high ? h("span", { class: "best-word" }, "best ", h("b", null, number(toll.best))) : null, h("span", { class: "basis" }, toll.basis)),
    h(
      "table", { class: "toll-table", at: { role: "table" } },
      h("caption", { class: "unseen" }, `${tollName(toll)}: figures by lineage`),
      h("thead", { class: "unseen", at: { role: "rowgroup" } }, h("tr", { at: { role: "row" } }, ["Who counts", "Drawn", "Figures"].map((name) => h("th", { at: { role: "columnheader", scope: "col" } }, name)))),
      camps(toll.lines, (line) => line.camp, (line) => line.name).map((camp) => group(camp, { whole, scale, shows })),
    ),
    scale ? axis(scale) : null,
    [toll, ...whole.parts].map((one) => setAside(one, shows)),
  );
}

interface Setting { whole: Whole; scale: TollScale | null; shows: Shows }

function group(camp: Camp<TollLine>, setting: Setting): HTMLElement {
  return h(
    "tbody", { at: { role: "rowgroup" } },
    camp.name ? h("tr", { class: "camp", at: { role: "row" } }, h("th", { at: { role: "rowheader", scope: "rowgroup", colspan: 3 } }, camp.name)) : null,
    camp.members.map((line) => row(line, setting)),
  );
}

function row(line: TollLine, setting: Setting): HTMLElement {
  const kind = kindName(line.kind);
  return h(
    "tr", { class: "toll-row", at: { role: "row" } },
    h("th", { class: "toll-who", at: { role: "rowheader", scope: "row" } }, line.name, kind && kind !== line.name ? h("span", { class: "note" }, ` ${kind}`) : null),
    h("td", { class: "toll-track", at: { role: "cell", "aria-hidden": "true" } }, setting.scale ? track(line, setting.scale, setting) : null),
    h("td", { class: "toll-figures", at: { role: "cell" } }, h("ul", null, [...line.versions].reverse().map((version) => h("li", { class: `fig-${version.status}` }, words(version, setting.shows))), partsOf(setting.whole, line.lineage).map((part) => part.line.versions.filter((version) => version.status !== "superseded").map((version) => h("li", { class: "fig-part" }, words(version, setting.shows, part.of)))))),
  );
}

function track(line: TollLine, scale: TollScale, setting: Setting): HTMLElement {
  const { toll } = setting.whole;
  const low = toll.low === null ? 0 : scale.at(toll.low);
  const high = toll.high === null ? 100 : scale.at(toll.high);
  return h(
    "div", { class: "track" },
    toll.low !== null || toll.high !== null ? h("span", { class: `band${toll.high === null ? " band-open" : ""}`, css: { left: `${low}%`, width: `${Math.max(0.4, high - low)}%` } }) : null,
    toll.best !== null ? h("span", { class: "best", css: { left: `${scale.at(toll.best)}%` } }) : null,
    labelled([...ticks(line.versions, scale), ...partsOf(setting.whole, line.lineage).flatMap((part) => partTicks(part.of, part.line.versions, scale))]).map((tick) => drawTick(tick, setting.shows)),
  );
}

/** Labels that would lie on each other are left out: the figures stand in words beside the bar. */
function labelled(all: Tick[]): (Tick & { label: boolean })[] {
  const last: Record<string, number> = {};
  return all.sort((a, b) => a.left - b.left).map((tick) => {
    const label = tick.left - (last[tick.place] ?? -99) > 8;
    if (label) last[tick.place] = tick.left;
    return { ...tick, label };
  });
}

function drawTick(tick: Tick & { label: boolean }, shows: Shows): HTMLElement {
  const { version, left, right } = tick;
  const wide = right - left;
  const width = tick.open ? Math.min(100 - left, 9) : wide;
  return h(
    "span",
    {
      class: `tick tick-${version.status}${version.stance === "denied" ? " tick-denied" : ""}${version.stance === "hedged" ? " tick-hedged" : ""}${tick.open ? " tick-open" : ""}${wide > 0 ? " tick-range" : ""}`,
      at: { title: tick.of ? `${plain(version)}: ${tick.of}` : plain(version) }, css: { left: `${left}%`, "--reach": `${width}%`, width: width > 0 ? `${width}%` : "0" }, on: { click: () => shows.claims(version.claims) },
    },
    tick.label ? h("span", { class: `tick-label ${tick.place}` }, bounds(version.low, version.high)?.replace(" or more", "+")) : null,
  );
}

const plain = (version: Version): string => [figure(version), versionWord(version), shortDay(version.as_of)].filter(Boolean).join(", ");

function words(version: Version, shows: Shows, of: string | null = null): Child {
  const word = versionWord(version);
  const apart = version.copies.length ? `, copied ${version.copies.length === 1 ? "once" : `${version.copies.length} times`}` : "";
  return h(
    "button", { class: "figure", at: { type: "button" }, on: { click: () => shows.claims(version.claims) } },
    h("b", null, figure(version)), h("span", { class: "note" }, `${of ? ` ${of}` : ""} ${shortDay(version.as_of)}${word ? `, ${word}` : ""}${apart}`), unseen(`: ${counted(version.claims.length, "claim")}, show the words`),
  );
}

function axis(scale: TollScale): HTMLElement {
  return h(
    "div", { class: "toll-axis", at: { "aria-hidden": "true" } },
    h("div", { class: "toll-axis-line" }, scale.ticks.map((tick) => h("span", { class: "axis-tick", css: { left: `${scale.at(tick)}%` } }, number(tick)))),
    scale.squeezed ? h("p", { class: "note" }, "square-root scale") : null,
  );
}

function setAside(toll: EventToll, shows: Shows): Child {
  if (!toll.set_aside.length) return null;
  return h(
    "details", { class: "set-aside" }, h("summary", null, `${counted(toll.set_aside.length, "figure")} not counted, and why`),
    h("ul", null, toll.set_aside.map(({ claim, reason }) => h("li", null, h("button", { class: "link", at: { type: "button" }, on: { click: () => shows.claims([claim]) } }, shows.title(claim)), `: ${reason}`))),
  );
}
