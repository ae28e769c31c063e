/** The matrix as CSV, as it is shown. */
import { saveBlob } from "../api";
import type { Column, Event } from "../records";

const COLUMNS: Column[] = ["toll", "outcome", "responsibility", "place", "time"];

/** A cell that a spreadsheet can't take for a formula. */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function matrixCsv(event: Event): string {
  const lines = [["speaker", "side", "kind", "position", ...COLUMNS.flatMap((column) => [column, `${column}_agreement`])]];
  for (const row of event.matrix) {
    lines.push([row.speaker, row.side ?? "", row.kind ?? "", row.position, ...COLUMNS.flatMap((column) => {
      const cells = row.cells.filter((cell) => cell.column === column);
      return [cells.map((cell) => cell.text).join("; "), cells.map((cell) => cell.agreement).join("; ")];
    })]);
  }
  return lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

export function saveMatrix(event: Event): void {
  saveBlob(new Blob([matrixCsv(event)], { type: "text/csv" }), `matrix-${event.id}.csv`);
}
