// Builds elements. Text is only ever set as text, never parsed as markup.

/** An element with properties ("class", "role", "data-…" and "aria-…" as attributes) and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class" || key === "role" || key.includes("-")) {
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

/**
 * Makes the children of `place` stand for the items, in their order. A child whose item has not changed stays as it
 * is, so that what is focused, selected or opened there stays, too.
 */
export function keep(place, items, keyOf, build) {
  const before = new Map([...place.children].map((child) => [child.dataset.key, child]));
  let last = null;
  for (const item of items) {
    const key = String(keyOf(item));
    const print = JSON.stringify(item);
    let child = before.get(key);
    if (!child || child.print !== print) {
      const made = build(item);
      made.dataset.key = key;
      made.print = print;
      if (child) {
        replace(child, made);
      }
      child = made;
    }
    before.delete(key);
    const next = last ? last.nextElementSibling : place.firstElementChild;
    if (next !== child) {
      place.insertBefore(child, next);
    }
    last = child;
  }
  before.forEach((child) => child.remove());
}

/** Puts the new one in place of the old one; what was focused or open in the old one is so in the new one. */
function replace(old, made) {
  const parts = (element) => [element, ...element.querySelectorAll("a, button, input, select, summary")];
  const focused = parts(old).indexOf(document.activeElement);
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  old.replaceWith(made);
  [...made.querySelectorAll("details")].forEach((details, index) => {
    details.open = opened[index] ?? false;
  });
  parts(made)[focused]?.focus({ preventScroll: true });
}
