// Builds elements. Text is only ever set as text, never parsed as markup.

/** An element with properties ("class", "data-…" and "aria-…" as attributes) and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class" || key.includes("-")) {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Shows a name by its first character, and by its picture once that has loaded. */
export function avatar(name, picture) {
  const shown = el("span", { class: "avatar small", "aria-hidden": "true" }, [...name.trim()][0] ?? "?");
  if (picture?.startsWith("https:")) {
    const image = el("img", { src: picture, alt: "", referrerPolicy: "no-referrer" });
    image.addEventListener("error", () => image.remove());
    shown.append(image);
  }
  return shown;
}

/** Runs the work while the button says that it is busy; a second press meanwhile does nothing. */
export async function busy(button, work) {
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
