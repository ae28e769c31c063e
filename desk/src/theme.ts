/** Light, dark or as the system says; kept in this browser, never sent. */
import { h } from "./dom";

const KEY = "reportedly.theme";
const NAMES = { auto: "As the system", light: "Light", dark: "Dark" } as const;
type Theme = keyof typeof NAMES;

const kept = (): Theme => {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "auto";
};

export function dress(theme: Theme = kept()): void {
  if (theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset["theme"] = theme;
}

export function themeSwitch(): HTMLElement {
  const choose = h(
    "select",
    { at: { id: "theme" }, on: { change: () => pick(choose.value as Theme) } },
    Object.entries(NAMES).map(([value, name]) => h("option", { at: { value, selected: value === kept() } }, name)),
  );
  return h("label", { class: "theme" }, h("span", null, "Colours"), choose);
}

function pick(theme: Theme): void {
  if (theme === "auto") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  dress(theme);
}
