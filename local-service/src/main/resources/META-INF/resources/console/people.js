// Operators find people by name and choose whom to send to.

import { call } from "./api.js";
import { avatar, busy, byId, el } from "./dom.js";
import { failureNotice } from "./notices.js";
import { text } from "./texts.js";

const PART = 20;

export function connectPeople(recipients) {
  const state = { name: "", next: null, shown: 0 };
  byId("people").addEventListener("submit", (event) => {
    event.preventDefault();
    state.name = byId("user-search").value.trim();
    busy(byId("search"), () => search(state, recipients, false));
  });
  byId("more-people").addEventListener("click", (event) =>
    busy(event.currentTarget, () => search(state, recipients, true)));
  recipients.addEventListener("change", () => {
    for (const box of byId("search-results").querySelectorAll("input")) {
      box.checked = recipients.has(box.person);
    }
  });
}

async function search(state, recipients, further) {
  const notice = byId("people-notice");
  const results = byId("search-results");
  try {
    const body = { limit: PART };
    if (state.name) {
      body.name = state.name;
    }
    if (further) {
      body.cursor = state.next;
    }
    const page = await call("POST", "/api/v1/users/search", body);
    const rows = page.items.map((user) => row(user, recipients));
    if (further) {
      results.append(...rows);
      rows[0]?.querySelector("input").focus();
    } else {
      results.replaceChildren(...rows);
    }
    state.next = page.next ?? null;
    state.shown = results.childElementCount;
    byId("more-people").hidden = !state.next;
    notice.replaceChildren(el("p", { class: "hint" }, summary(state)));
  } catch (failure) {
    notice.replaceChildren(failureNotice(failure, () => search(state, recipients, further)));
  }
}

function summary(state) {
  if (state.shown === 0) {
    return text("foundNobody");
  }
  return state.next ? text("foundMore", state.shown) : text("found", state.shown);
}

function row(user, recipients) {
  const person = { corp: user.corp, userId: user.userId, name: user.name };
  const box = el("input", { type: "checkbox", checked: recipients.has(person) });
  box.person = person;
  box.addEventListener("change", () => (box.checked ? recipients.add(person) : recipients.remove(person)));
  const about = [user.title, user.corp].filter(Boolean).join(" · ");
  return el("li", {}, el("label", {}, box, avatar(user.name, user.avatar),
    el("span", { class: "name" }, user.name, el("span", { class: "hint" }, about))));
}
