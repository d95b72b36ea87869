// Operators find people by name, or name users, staff and departments by their ids.

import { call } from "./api.js";
import { avatar, busy, byId, el } from "./dom.js";
import { mark } from "./fields.js";
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
  connectIds("add-users", "add-user-ids", (ids) => ids.map((userId) => ({ corp: byId("users-corp").value.trim(), userId })),
    ["users-corp"], recipients);
  connectIds("add-staff", "add-staff-ids", (ids) => ids.map((staffId) => ({ tenantId: byId("staff-tenant").value.trim(), staffId })),
    ["staff-tenant"], recipients);
  connectIds("add-departments", "add-department-ids",
    (ids) => ids.map((departmentId) => ({ corp: byId("departments-corp").value.trim(), departmentId: Number(departmentId) })),
    ["departments-corp"], recipients, /^[1-9]\d{0,15}$/);
  recipients.addEventListener("change", () => {
    for (const box of byId("search-results").querySelectorAll("input")) {
      box.checked = recipients.has(box.person);
    }
  });
}

/** A form that adds recipients by ids, which stand apart by spaces, commas or lines. */
function connectIds(formId, idsId, made, needed, recipients, form = /^\S{1,64}$/) {
  byId(formId).addEventListener("submit", (event) => {
    event.preventDefault();
    const ids = [...new Set(byId(idsId).value.split(/[\s,;，；、]+/).filter(Boolean))];
    const wrong = ids.find((id) => !form.test(id));
    const faults = [
      ...needed.map((field) => [field, byId(field).value.trim() ? null : text("fieldNeeded")]),
      [idsId, ids.length === 0 ? text("fieldNeeded") : wrong ? text("idWrong", wrong) : null],
    ];
    faults.forEach(([field, fault]) => mark(byId(field), fault));
    const first = faults.find(([, fault]) => fault);
    if (first) {
      byId(first[0]).focus();
      return;
    }
    const over = recipients.add(...made(ids));
    byId(idsId).value = "";
    byId("people-notice").replaceChildren(el("p", { class: "hint" },
      over > 0 ? text("addedOver", ids.length - over, over) : text("added", ids.length)));
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
