/** Where the page stands: `#/events/1f2e?as_of=2021-09-04`. The address holds all of a view's state, so every state is a permalink. */

export interface Route { path: string[]; query: URLSearchParams }

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(unescaped), query: new URLSearchParams(query) };
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign, typed by hand
  }
}

export function link(path: readonly string[], query: Record<string, string | number | null | undefined> | URLSearchParams = {}): string {
  const words = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [name, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== "") words.set(name, String(value));
  }
  const tail = words.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${tail ? `?${tail}` : ""}`;
}

/** The present address with some of its words changed; null takes one out. */
export function changed(route: Route, words: Record<string, string | null>): string {
  const query = new URLSearchParams(route.query);
  for (const [name, value] of Object.entries(words)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  return link(route.path, query);
}

/** Goes there; `quietly` replaces the entry in the history (typing, dragging) so that Back leaves the view. */
export function go(where: string, quietly = false): void {
  if (where === location.hash) return;
  if (quietly) history.replaceState(null, "", where);
  else history.pushState(null, "", where);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
