// Lines of a form that can be added and removed: buttons, lines of an oa form, variables.

import { byId, el } from "./dom.js";
import { text } from "./texts.js";

let number = 0;

/** Connects every group of lines below `root`; each begins with as many as it must have. */
export function connectRows(root) {
  for (const group of root.querySelectorAll(".rows")) {
    while (linesOf(group).length < Number(group.dataset.least)) {
      add(group);
    }
    byId(group.dataset.adder).addEventListener("click", () => {
      add(group).querySelector("input").focus();
      changed(group);
    });
    show(group);
  }
}

export const linesOf = (group) => [...group.querySelectorAll(":scope > .line")];

/** Brings the group back to what it was at first. */
export function resetRows(group) {
  linesOf(group).slice(Number(group.dataset.least)).forEach((line) => line.remove());
  show(group);
}

function add(group) {
  number++;
  const line = group.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const element of line.querySelectorAll("[id], [for]")) {
    for (const attribute of ["id", "for"]) {
      if (element.hasAttribute(attribute)) {
        element.setAttribute(attribute, element.getAttribute(attribute).replace("#", number));
      }
    }
  }
  const remove = el("button", { type: "button", class: "button quiet remove" }, text("removeLine"));
  remove.addEventListener("click", () => {
    const next = line.nextElementSibling?.querySelector("input") ?? byId(group.dataset.adder);
    line.remove();
    next.focus();
    changed(group);
  });
  line.append(remove);
  group.append(line);
  return line;
}

function changed(group) {
  show(group);
  group.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(group) {
  const lines = linesOf(group);
  byId(group.dataset.adder).hidden = lines.length >= Number(group.dataset.most);
  lines.forEach((line, index) => {
    line.setAttribute("aria-label", `${group.getAttribute("aria-label")} ${index + 1}`);
    line.querySelector(".remove").hidden = lines.length <= Number(group.dataset.least);
  });
}
