/** Who says it, who denies it, who is silent; and the open questions with what each lineage holds. */
import { h, joined, type Child } from "../dom";
import { positionMark } from "../marks";
import type { Event, Position, Question, Speaker, Stand } from "../records";
import { link } from "../route";
import { counted, kindName, shortDay } from "../words";
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

export function questionsSection(event: Event, shows: Shows): Child {
  if (!event.questions.length && !event.disputed.length) return null;
  return h(
    "section", { class: `block questions${event.disputed.length ? " is-disputed" : ""}`, at: { "aria-labelledby": "questions-title" } },
    h("h2", { at: { id: "questions-title", tabindex: -1 } }, event.disputed.length ? "What is disputed" : "What is asked"),
    event.disputed.length ? h("ul", { class: "disputed-list" }, event.disputed.map((words) => h("li", null, words))) : null,
    event.questions.map((question) => asked(question, shows)),
  );
}

function asked(question: Question, shows: Shows): HTMLElement {
  const answers = new Map<string, Stand[]>();
  for (const stand of question.stands) answers.set(stand.answer, [...(answers.get(stand.answer) ?? []), stand]);
  return h(
    "section", { class: "question" },
    h("h3", null, question.words, question.disputed ? h("span", { class: "tag" }, "disputed") : null),
    h("ul", { class: "answers" }, [...answers].map(([answer, stands]) => h("li", null, h("p", { class: "answer" }, answer), h("ul", null, stands.map((stand) => h("li", null, h("button", { class: "link name", at: { type: "button" }, on: { click: () => shows.claims(stand.claims) } }, stand.name), h("span", { class: "note" }, ` ${when(stand)}, ${counted(stand.claims.length, "claim")}`))))))),
  );
}

const when = (stand: Stand): string => (stand.first === stand.last || !stand.last ? shortDay(stand.first) : `${shortDay(stand.first)} to ${shortDay(stand.last)}`);
