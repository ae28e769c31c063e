/** A line of buttons that save what is shown, in the forms that the API gives it. */
import { save, type Query } from "./api";
import { fill, h } from "./dom";
import { refusal } from "./view";

const FORMS: Record<string, string> = { csv: "CSV", geojson: "GeoJSON", json: "JSON" };

/** `query` is asked when a button is pressed: what is shown then is what is saved. */
export function exportLine(what: string, path: string, query: () => Query, name: string): HTMLElement {
  const note = h("span", null);
  const button = (form: string, words: string): HTMLElement =>
    h("button", { class: "link", at: { type: "button" }, on: { click: () => void save(path, { ...query(), format: form }, `${name}.${form}`).catch((error: unknown) => fill(note, refusal(error))) } }, words);
  return h(
    "p", { class: "exports" }, `${what}: `, Object.entries(FORMS).map(([form, words]) => [button(form, words), " "]),
    h("button", { class: "link", at: { type: "button" }, on: { click: () => print() } }, "Print"), note,
  );
}
