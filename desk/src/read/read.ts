/** Read: paste or drop a report, see its claims. Nothing is kept, on the server or in the address. */
import { readFile, readText } from "../api";
import { fill, h } from "../dom";
import type { Reading } from "../records";
import { changed, go, parse, type Route } from "../route";
import { announce, Turn, type View } from "../view";
import { counted } from "../words";
import { ReadingPane } from "./reading";
import { exportReading } from "./save";

/** What was read last, so that Back finds it again; gone when the tab is. */
let last: { readings: Reading[]; text: string } = { readings: [], text: "" };

const EXAMPLE = "Rebels killed at least 12 soldiers near Kelmet on Monday, the army said. The rebels denied it.\n\nA hospital in the town told Example News that nine bodies had been brought in.";

export function readView(main: HTMLElement): View {
  const turn = new Turn();
  const shown = h("div", { class: "read-shown" });
  let panes: ReadingPane[] = [];
  const text = h("textarea", { at: { id: "read-text", rows: 9, spellcheck: "false", placeholder: "Paste a report, or drop a file: text, a saved page, PDF, Word, a feed, JSON…" } }, last.text);
  const published = h("input", { at: { id: "read-published", type: "date" } });
  const outlet = h("input", { at: { id: "read-outlet", type: "text", autocomplete: "off" } });
  const file = h("input", { at: { id: "read-file", type: "file" }, on: { change: () => file.files?.[0] && send(file.files[0]) } });

  const given = (): { published?: string; outlet?: string } => ({ ...(published.value ? { published: published.value } : {}), ...(outlet.value.trim() ? { outlet: outlet.value.trim() } : {}) });

  function send(what: string | File): void {
    const started = performance.now();
    void turn.take(shown, (signal) => (typeof what === "string" ? readText({ text: what, ...given() }, signal) : readFile(what, given(), signal)), (answer) => {
      last = { readings: answer.readings, text: text.value };
      const seconds = (performance.now() - started) / 1000;
      show(answer.readings, answer.failures.map((failure) => failure.message));
      announce(`${counted(answer.readings.reduce((sum, reading) => sum + reading.claims.length, 0), "claim")} read in ${seconds.toFixed(1)} seconds`);
      fill(took, `Read in ${seconds.toFixed(2)} s`);
      shown.querySelector<HTMLElement>("h2")?.scrollIntoView({ block: "nearest" });
    });
  }

  function show(readings: Reading[], failures: string[]): void {
    panes.forEach((pane) => pane.close());
    const chosen = parse(location.hash).query.get("claim");
    panes = readings.map((reading) => new ReadingPane(reading, { chosen, choose: (id) => go(changed(parse(location.hash), { claim: id }), true) }));
    fill(shown, failures.map((message) => h("p", { class: "refusal", at: { role: "alert" } }, message)), panes.map((pane) => pane.element), readings.length ? exportReading(readings) : null);
  }

  const took = h("span", { class: "note" });
  const form = h(
    "form", { class: "read-form", on: { submit: (event: SubmitEvent) => { event.preventDefault(); if (text.value.trim()) send(text.value); } } },
    h("label", { class: "unseen", at: { for: "read-text" } }, "The report's text"), text,
    h("div", { class: "read-fields" },
      h("label", null, "Published", published), h("label", null, "Outlet", outlet), h("label", null, "Or a file", file),
      h("button", { class: "main-button", at: { type: "submit" } }, "Read"),
      h("button", { class: "quiet", at: { type: "button" }, on: { click: () => { text.value = EXAMPLE; send(EXAMPLE); } } }, "Try an example"), took),
  );
  dropping(form, text, send);
  fill(main, h("h1", { at: { tabindex: -1 } }, "Read a report"), h("p", { class: "lead" }, "Who did what to whom, according to whom, in which words. Nothing you paste is kept."), form, shown);
  if (last.readings.length) show(last.readings, []);
  return {
    title: "Read",
    update: (route: Route) => panes.forEach((pane) => pane.select(route.query.get("claim"))),
    close: () => { turn.stop(); panes.forEach((pane) => pane.close()); },
  };
}

function dropping(form: HTMLElement, text: HTMLTextAreaElement, send: (what: string | File) => void): void {
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    const words = event.dataTransfer?.getData("text/plain") ?? "";
    if (file) send(file);
    else if (words) { text.value = words; send(words); }
  });
  text.addEventListener("paste", () => setTimeout(() => { if (text.value.trim().length > 80) send(text.value); }));
  text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.querySelector("form")?.requestSubmit(); });
}
