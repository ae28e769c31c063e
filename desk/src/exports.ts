/** A line of buttons that save what is shown, in the forms that the API gives it; those of other projects are folded away. */
import { save, type Query } from "./api";
import { fill, h, joined, type Child } from "./dom";
import { refusal } from "./view";

interface Form { name: string; words: string; ending: string }

const PLAIN: readonly Form[] = [{ name: "csv", words: "CSV", ending: "csv" }, { name: "geojson", words: "GeoJSON", ending: "geojson" }, { name: "json", words: "JSON", ending: "json" }];
const OF_CLAIMS: readonly Form[] = [
  { name: "parquet", words: "Parquet", ending: "parquet" }, { name: "polecat", words: "POLECAT’s columns", ending: "tsv" },
  { name: "hxl", words: "CSV with HXL tags", ending: "hxl.csv" }, { name: "annotations", words: "Web Annotations", ending: "jsonld" },
];
const OF_EVENTS: readonly Form[] = [{ name: "ged", words: "UCDP GED’s columns", ending: "ged.csv" }, { name: "acled", words: "ACLED’s columns", ending: "acled.csv" }];

/** The forms of other projects that a list is offered in. */
export const otherForms = (path: string): readonly Form[] => (path === "/api/events" ? [...OF_EVENTS, ...OF_CLAIMS] : path === "/api/claims" ? OF_CLAIMS : []);

/** `query` is asked when a button is pressed: what is shown then is what is saved. */
export function exportLine(what: string, path: string, query: () => Query, name: string): HTMLElement {
  const note = h("span", null);
  const store = async (form: Form): Promise<void> => {
    note.replaceChildren();
    try {
      const whole = await save(path, { ...query(), format: form.name }, `${name}.${form.ending}`);
      if (!whole) fill(note, h("span", { class: "note", at: { role: "status" } }, "The file holds the first of them; the API gives the rest (Link in its answer)."));
    } catch (error) {
      fill(note, refusal(error));
    }
  };
  const buttons = (forms: readonly Form[]): Child => joined(forms.map((form) => h("button", { class: "link", at: { type: "button" }, on: { click: () => void store(form) } }, form.words)), " · ");
  const others = otherForms(path);
  return h(
    "div", { class: "exports" }, h("p", null, `${what}: `, buttons(PLAIN), " · ", h("button", { class: "link", at: { type: "button" }, on: { click: () => print() } }, "Print")),
    others.length ? h("details", { class: "other-forms" }, h("summary", null, "In the forms of others"), h("p", null, buttons(others))) : null, note,
  );
}
