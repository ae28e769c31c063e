/** Who says it, who denies it, who is silent. */
import { h, joined, type Child } from "../dom";
import { positionMark } from "../marks";
import type { Event, Position, Speaker } from "../records";
import { link } from "../route";
import { kindName } from "../words";
import type { Shows } from "./evidence";

const TITLES: Record<Position, string> = { says: "Say it", denies: "Deny it", admits: "Admit it", hedges: "Say it guardedly", silent: "Silent" };

export function voicesSection(event: Event, shows: Shows): Child {
  if (!event.speakers.length) return null;
  const groups = (["says", "admits", "hedges", "denies", "silent"] as const).map((position) => ({ position, speakers: event.speakers.filter((speaker) => speaker.position === position) })).filter(({ speakers }) => speakers.length);
  return h(
    "section", { class: "block", at: { "aria-labelledby": "voices-title" } },
    h("h2", { at: { id: "voices-title", tabindex: -1 } }, "Voices"),
    h("div", { class: "voices" }, groups.map(({ position, speakers }) => h("section", { class: `voice-group pos-${position}` }, h("h3", null, positionMark(position), TITLES[position]), h("ul", null, speakers.map((speaker) => h("li", null, voice(speaker, shows))))))),
  );
}

function voice(speaker: Speaker, shows: Shows): Child {
  const note = joined([speaker.side && speaker.side !== speaker.name ? `side of ${speaker.side}` : null, kindName(speaker.kind)], ", ");
  return [
    speaker.claims.length ? h("button", { class: "link name", at: { type: "button" }, on: { click: () => shows.claims(speaker.claims) } }, speaker.name) : h("span", { class: "name" }, speaker.name),
    note.length ? h("span", { class: "note" }, " ", note) : null,
    speaker.outlets.length ? h("span", { class: "via" }, "in ", joined(speaker.outlets.map((outlet) => h("a", { at: { href: link(["outlets", outlet]) } }, outlet)), ", ")) : speaker.position === "silent" ? h("span", { class: "via" }, "quoted by no report on it") : null,
  ];
}
