/** The claims matrix: a row a speaker, a column a thing; who agrees with whom and who contradicts whom, by shape and colour. */
import { h, unseen, type Child } from "../dom";
import { agreementMark, positionMark } from "../marks";
import type { Cell, Column, Event, Row } from "../records";
import { AGREEMENTS, kindName, POSITIONS } from "../words";
import { camps } from "./camps";
import type { Shows } from "./evidence";

const COLUMNS: Record<Column, string> = { toll: "Toll", outcome: "Outcome", responsibility: "Who did it", place: "Where", time: "When" };

export function matrixSection(event: Event, shows: Shows): Child {
  if (!event.matrix.length) return null;
  const columns = (Object.keys(COLUMNS) as Column[]).filter((column) => event.matrix.some((row) => row.cells.some((cell) => cell.column === column)));
  const conflicts = event.matrix.some((row) => row.cells.some((cell) => cell.agreement === "conflicts"));
  return h(
    "section", { class: "block", at: { "aria-labelledby": "matrix-title" } },
    h("h2", { at: { id: "matrix-title", tabindex: -1 } }, "Who says what"),
    h("p", { class: "legend" }, legend(event)),
    h(
      "table", { class: "matrix", at: { role: "table" } },
      h("caption", { class: "unseen" }, `What each speaker says${conflicts ? "; cells that conflict with another row are marked" : ""}`),
      h("thead", { at: { role: "rowgroup" } }, h("tr", { at: { role: "row" } }, h("th", { at: { role: "columnheader", scope: "col" } }, "Speaker"), columns.map((column) => h("th", { class: `col-${column}`, at: { role: "columnheader", scope: "col" } }, COLUMNS[column])))),
      camps(event.matrix, (row) => row.side, (row) => row.speaker).map(({ name, members }) =>
        h("tbody", { at: { role: "rowgroup" } },
          name ? h("tr", { class: "camp", at: { role: "row" } }, h("th", { at: { role: "rowheader", scope: "rowgroup", colspan: columns.length + 1 } }, name)) : null,
          members.map((row) => matrixRow(row, columns, shows)))),
    ),
  );
}

function legend(event: Event): Child {
  const used = new Set(event.matrix.flatMap((row) => row.cells.map((cell) => cell.agreement)));
  return (["conflicts", "agrees", "alone"] as const).filter((name) => used.has(name)).map((name) => h("span", { class: `stance is-${name}` }, agreementMark(name), AGREEMENTS[name]));
}

function matrixRow(row: Row, columns: readonly Column[], shows: Shows): HTMLElement {
  const kind = kindName(row.kind);
  const claims = [...new Set(row.cells.flatMap((cell) => cell.claims))];
  return h(
    "tr", { class: `pos-row-${row.position}`, at: { role: "row" } },
    h("th", { at: { role: "rowheader", scope: "row" } },
      claims.length ? h("button", { class: "link name", at: { type: "button" }, on: { click: () => shows.claims(claims) } }, row.speaker) : h("span", { class: "name" }, row.speaker),
      h("span", { class: `position pos-${row.position}` }, positionMark(row.position), POSITIONS[row.position], kind ? h("span", { class: "note" }, ` ${kind}`) : null)),
    columns.map((column) => cell(row.cells.filter((one) => one.column === column), column, shows)),
  );
}

function cell(cells: readonly Cell[], column: Column, shows: Shows): HTMLElement {
  if (!cells.length) return h("td", { class: "nothing", at: { role: "cell" } }, unseen("says nothing of it"));
  return h(
    "td", { at: { role: "cell", "data-column": COLUMNS[column] } },
    cells.map((one) => h("button", { class: `cell is-${one.agreement}`, at: { type: "button", title: AGREEMENTS[one.agreement] }, on: { click: () => shows.claims(one.claims) } }, agreementMark(one.agreement), h("span", null, one.text), unseen(`, ${AGREEMENTS[one.agreement]}`))),
  );
}
