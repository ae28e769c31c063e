/** Elements made by hand. Text only ever arrives as text nodes: there is no way here to write markup. */

export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Listener = (event: never) => void;

export interface Props {
  class?: string | undefined;
  /** Attributes; null, undefined and false leave one out, true writes it bare. */
  at?: Record<string, string | number | boolean | null | undefined>;
  on?: Record<string, Listener>;
  /** Custom properties and styles, set through the CSSOM so that a strict content-security policy holds. */
  css?: Record<string, string | number>;
}

const SVG = "http://www.w3.org/2000/svg";

function dress(element: HTMLElement | SVGElement, props: Props): void {
  if (props.class) element.setAttribute("class", props.class);
  for (const [name, value] of Object.entries(props.at ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(props.on ?? {})) element.addEventListener(name, listener as EventListener);
  for (const [name, value] of Object.entries(props.css ?? {})) element.style.setProperty(name, String(value));
}

export function add(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(parent, child as readonly Child[]);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (props) dress(element, props);
  add(element, children);
  return element;
}

export function s<K extends keyof SVGElementTagNameMap>(tag: K, props: Props | null, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  if (props) dress(element, props);
  add(element, children);
  return element;
}

export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, children);
}

/** Words for ears only. */
export const unseen = (...children: Child[]): HTMLElement => h("span", { class: "unseen" }, ...children);

/** The children with a separator between them, empty ones left out. */
export function joined(children: readonly Child[], between: string): Child[] {
  const full = children.filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  return full.flatMap((child, at) => (at ? [between, child] : [child]));
}
