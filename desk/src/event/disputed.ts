/** What is disputed: each question with what every side answers, side by side; and what is asked without dispute. */
import { h, joined, unseen, type Child } from "../dom";
import type { Event, EventToll, Measure, Question } from "../records";
import { counted, figure, MEASURES, shortDay } from "../words";
import type { Shows } from "./evidence";

/** The record names what is disputed by the topic. */
const TOPICS: Record<string, string> = {
  killed: "How many were killed?", wounded: "How many were wounded?", casualties: "How many were killed or wounded?", missing: "How many are missing?", detained: "How many are held?",
  responsibility: "Who did it?", control: "Who holds it?", outcome: "What came of it?", place: "Where was it?", time: "When was it?",
};

interface Answer { words: string; about: string | null; who: { name: string; note: string; claims: string[] }[] }
interface Asked { words: string; disputed: boolean; answers: Answer[] }

export function disputedSection(event: Event, shows: Shows): Child {
  const asked = questions(event);
  if (!asked.length) return null;
  const why = event.status === "contested" ? event.grades.find((grade) => grade.scheme === "status")?.why : null;
  return h(
    "section", { class: `block questions${event.disputed.length ? " is-disputed" : ""}`, at: { "aria-labelledby": "questions-title" } },
    h("h2", { at: { id: "questions-title", tabindex: -1 } }, event.disputed.length ? "What is disputed" : "What is asked"),
    why ? h("p", { class: "note" }, why) : null,
    asked.map((question) => shown(question, shows)),
  );
}

/** Disputed topics first, then what else was asked; a topic without answers of its own stands as words. */
function questions(event: Event): Asked[] {
  const all: Asked[] = event.questions.map((question) => ({ words: question.words, disputed: question.disputed || event.disputed.includes(question.topic), answers: stands(question) }));
  const topics = event.questions.map((question) => question.topic);
  for (const topic of event.disputed.filter((one) => !topics.includes(one))) {
    const tolls = topic in MEASURES ? event.tolls.filter((toll) => toll.measure === (topic as Measure) && !toll.subset) : [];
    all.push({ words: TOPICS[topic] ?? topic, disputed: true, answers: tolls.flatMap(counts) });
  }
  return all.sort((a, b) => Number(b.disputed) - Number(a.disputed));
}

function stands(question: Question): Answer[] {
  const answers = new Map<string, Answer>();
  for (const stand of question.stands) {
    const answer = answers.get(stand.answer) ?? { words: stand.answer, about: null, who: [] };
    const days = stand.first === stand.last || !stand.last ? shortDay(stand.first) : `${shortDay(stand.first)} to ${shortDay(stand.last)}`;
    answer.who.push({ name: stand.name, note: `${days}, ${counted(stand.claims.length, "claim")}${stand.copies.length ? `, ${stand.copies.length} of them copied` : ""}`, claims: stand.claims });
    answers.set(stand.answer, answer);
  }
  return [...answers.values()];
}

function counts(toll: EventToll): Answer[] {
  return toll.lines.map((line) => {
    const current = line.versions.filter((version) => version.status === "current");
    const said = current.length ? current : line.versions;
    return { words: said.map(figure).join(", then "), about: toll.of, who: [{ name: line.name, note: joined(said.map((version) => shortDay(version.as_of)), ", ").join(""), claims: said.flatMap((version) => version.claims) }] };
  });
}

function shown(question: Asked, shows: Shows): HTMLElement {
  return h(
    "section", { class: "question" },
    h("h3", null, question.disputed ? h("span", { class: "unequal", at: { "aria-hidden": "true" } }, "≠") : null, question.words, question.disputed ? unseen(" disputed") : null),
    question.answers.length ? h("ul", { class: "answers" }, question.answers.map((answer) => h("li", null, h("p", { class: "answer" }, answer.words, answer.about ? h("span", { class: "note" }, ` of ${answer.about}`) : null), h("ul", null, answer.who.map((one) => h("li", null, unseen("says "), h("button", { class: "link name", at: { type: "button" }, on: { click: () => shows.claims(one.claims) } }, one.name), h("span", { class: "note" }, ` ${one.note}`))))))) : null,
  );
}
