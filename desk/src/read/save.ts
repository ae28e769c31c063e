/** Readings as files, made from what is shown. */
import { saveBlob } from "../api";
import { h } from "../dom";
import type { Reading } from "../records";

export function exportReading(readings: readonly Reading[]): HTMLElement {
  const whole = readings.length === 1 ? readings[0] : readings;
  return h("p", { class: "exports" }, "Export: ", h("button", { class: "link", at: { type: "button" }, on: { click: () => saveBlob(new Blob([`${JSON.stringify(whole, null, 1)}\n`], { type: "application/json" }), "reading.json") } }, "JSON"), " ", h("button", { class: "link", at: { type: "button" }, on: { click: () => print() } }, "Print"));
}
