/** Asks the API of the same origin. A token, where the server wants one, stays in this tab. */
import type { ReviewRequest, Review, ReadAnswer } from "./records";

const TOKEN = "reportedly.token";

/** What the server said no to, in its words. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "" && value !== false) words.set(name, String(value));
  }
  const tail = words.toString();
  return tail ? `${path}?${tail}` : path;
}

function headers(more: Record<string, string>): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

async function refused(answer: Response): Promise<Refusal> {
  const said: unknown = await answer.json().catch(() => null);
  const detail = said && typeof said === "object" && "detail" in said ? String((said as { detail: unknown }).detail) : "";
  if (answer.status === 401) return new Refusal(401, "This ledger wants a token: open the link that `reportedly serve` printed.");
  return new Refusal(answer.status, detail || `The server answered ${answer.status}.`);
}

async function ask(where: string, options: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(where, { credentials: "omit", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, "The server does not answer: is `reportedly serve` still running?");
  }
  if (!answer.ok) throw await refused(answer);
  return answer;
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const answer = await ask(address(path, query), { headers: headers({ Accept: "application/json" }), signal: signal ?? null });
  return (await answer.json()) as T;
}

async function post<T>(path: string, body: BodyInit, type: string, signal?: AbortSignal): Promise<T> {
  const answer = await ask(path, { method: "POST", body, headers: headers({ "Content-Type": type }), signal: signal ?? null });
  return (await answer.json()) as T;
}

export const readText = (given: { text: string; published?: string; outlet?: string }, signal?: AbortSignal): Promise<ReadAnswer> =>
  post("/api/read", JSON.stringify(given), "application/json", signal);

export const readFile = (file: File, given: Query, signal?: AbortSignal): Promise<ReadAnswer> =>
  post(address("/api/read", { ...given, name: file.name }), file, "application/octet-stream", signal);

export const review = (request: ReviewRequest): Promise<Review> => post("/api/reviews", JSON.stringify(request), "application/json");

/** Fetches what a link of another form (CSV, GeoJSON) would, with the token, and gives it to the browser to save; whether that is all there is. */
export async function save(path: string, query: Query, name: string): Promise<boolean> {
  const answer = await ask(address(path, query), { headers: headers({}) });
  saveBlob(await answer.blob(), name);
  return answer.headers.get("link") === null;
}

/** The bytes of a stream that stays open, from behind the event `last`. */
export async function stream(path: string, last: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const answer = await ask(path, { headers: headers(last ? { Accept: "text/event-stream", "Last-Event-ID": last } : { Accept: "text/event-stream" }), signal, cache: "no-store" });
  if (!answer.body) throw new Refusal(0, "The server's answer has no body.");
  return answer.body;
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The link that the server prints carries a code that is good once; it is traded for a token and leaves the address. */
export async function session(): Promise<void> {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (!code) return;
  history.replaceState(null, "", "#/events");
  const { token } = await post<{ token: string }>("/api/session", JSON.stringify({ code }), "application/json");
  sessionStorage.setItem(TOKEN, token);
}
