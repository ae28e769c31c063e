/** A report that the ledger keeps: its words and claims, and what reviewers made of them. */
import { get } from "../api";
import { fill, h } from "../dom";
import type { ClaimItem, Page, ReportAnswer } from "../records";
import { changed, go, link, parse, type Route } from "../route";
import { announce, Turn, type View } from "../view";
import { counted } from "../words";
import { ReadingPane } from "./reading";
import { exportReading } from "./save";

export function reportView(main: HTMLElement, route: Route): View {
  const turn = new Turn();
  const reviews = new Turn();
  const reviewed = h("p", { class: "note reviewed" });
  const id = route.path[1] ?? "";
  const shown = h("div", { class: "read-shown" });
  const heading = h("h1", { at: { tabindex: -1 } }, "A report");
  let pane: ReadingPane | null = null;
  let asked: string | null = null;
  fill(main, heading, shown);

  function show(answer: ReportAnswer, chosen: string | null): void {
    const { reading } = answer;
    fill(heading, answer.report.title ?? reading?.report.title ?? `Report ${id}`);
    if (!reading) {
      fill(shown, h("p", { class: "lead" }, answer.report.redacted ? "Its words were taken out of this ledger." : "It could not be read."), h("p", { class: "report-text" }, answer.text));
      return;
    }
    pane?.close();
    pane = new ReadingPane({ ...reading, report: { ...reading.report, title: null } }, { chosen, choose: (claim) => go(changed(parse(location.hash), { claim }), true), tools: (claim) => h("p", { class: "tools" }, h("a", { at: { href: link(["review"], { claim: claim.id }) } }, "Review this claim")) });
    fill(shown, reviewed, pane.element, exportReading([reading]));
    announce(counted(reading.claims.length, "claim"));
    if (chosen) pane.select(chosen);
  }

  /** What reviewers made of its claims, when its words are there already. */
  function review(report: string, asOf: string): Promise<void> {
    return reviews.take(reviewed, (signal) => get<Page<ClaimItem>>("/api/claims", { report, as_of: asOf, limit: 500 }, signal), ({ items }) => {
      const held = items.filter((item) => item.standing && (item.standing.verdict || item.standing.disputed));
      fill(reviewed, held.length ? `${counted(held.length, "claim")} of ${items.length} reviewed: it stands below each what people made of it.` : null);
      if (held.length) pane?.stand(new Map(held.map((item) => [(item.original ?? item.claim).id, item])));
    });
  }

  return {
    title: "Report",
    update(now) {
      const chosen = now.query.get("claim");
      const asOf = now.query.get("as_of") ?? "";
      if (pane && asked === asOf) { pane.select(chosen); return; }
      asked = asOf;
      return turn.take(shown, (signal) => get<ReportAnswer>(`/api/reports/${encodeURIComponent(id)}`, { as_of: asOf }, signal), (answer) => { show(answer, chosen); if (answer.reading) void review(answer.report.report_id, asOf); });
    },
    close: () => { turn.stop(); reviews.stop(); pane?.close(); },
  };
}
