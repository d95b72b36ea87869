// The page that hands requests to the cloud itself: the site signs, this page posts what was signed, and the result is
// waited for at the site, which the cloud tells it.

import { call, Failure, problemOf } from "./api.js";
import { avatar, busy, byId, el, keep } from "./dom.js";
import { check, contentOf, focusFault, mark } from "./fields.js";
import { kindsOf, offer } from "./kinds.js";
import { follow } from "./live.js";
import { page as messagePage } from "./messages.js";
import { failureNotice } from "./notices.js";
import { connectRows } from "./rows.js";
import { second, text } from "./texts.js";

const REQUESTS = "/api/v1/requests";
const PART = 10;
const DEADLINE = 30_000;
const ID = /^\S{1,64}$/;
const DEPARTMENT = /^[1-9]\d{0,15}$/;

const KINDS = { message: "typeRequestMessage", user: "typeRequestUser", departments: "typeRequestDepartments" };
const STATES = {
  waiting: { class: "going", label: "stateRequestWaiting" },
  done: { class: "good", label: "stateRequestDone" },
  refused: { class: "bad", label: "stateRequestRefused" },
  expired: { class: "plain", label: "stateRequestExpired", explain: "explainRequestExpired" },
  unknown: { class: "open", label: "stateRequestUnknown", explain: "explainRequestUnknown" },
};
const lookOf = (state) => STATES[state] ?? STATES.unknown;
const isOver = ({ state }) => state !== "waiting";

const form = byId("ask");
let stop = null;
let shown = PART;
let reading = 0;
let going = 0;

connectRows(form);
for (const id of ["request-kind", "message-type"]) {
  byId(id).addEventListener("change", showFields);
}
byId("request-corp").addEventListener("input", showFields);
form.addEventListener("input", ({ target }) => {
  if (target.getAttribute("aria-invalid") === "true") {
    mark(target, null);
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  busy(byId("go"), go);
});
byId("more-requests").addEventListener("click", (event) => busy(event.currentTarget, () => {
  shown += PART;
  return list();
}));
showFields();
list();

function showFields() {
  const kind = byId("request-kind").value;
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind);
  }
  offer(kindsOf([{ corp: byId("request-corp").value.trim() }]));
  for (const set of form.querySelectorAll("fieldset[data-type]")) {
    set.disabled = set.hidden = set.dataset.type !== byId("message-type").value;
  }
}

/** What is asked for; null, with the faults marked, when something is wrong with it. */
function asked() {
  const kind = byId("request-kind").value;
  const corp = byId("request-corp");
  const user = byId("request-user");
  const department = byId("request-department");
  const set = form.querySelector("fieldset[data-type]:not([disabled])");
  const faults = [
    fault(corp, ID),
    kind === "departments" ? fault(department, DEPARTMENT) : fault(user, ID),
    kind === "message" && !check(set, Number(form.dataset.bytes)),
  ];
  if (faults.some(Boolean)) {
    focusFault(form);
    return null;
  }
  const person = { corp: corp.value.trim(), userId: user.value.trim() };
  switch (kind) {
    case "message":
      return { kind, message: { recipients: [person], content: contentOf(set) } };
    case "user":
      return { kind, user: person };
    default:
      return { kind, parent: { corp: person.corp, departmentId: Number(department.value.trim()) } };
  }
}

function fault(field, pattern) {
  const value = field.value.trim();
  const wrong = !value ? text("fieldNeeded") : pattern.test(value) ? null : text("idWrong", value);
  mark(field, wrong);
  return wrong;
}

/** All steps, one after the other; each one is seen as it happens. */
async function go() {
  const body = asked();
  if (!body) {
    return;
  }
  const mine = ++going;
  stop?.();
  const steps = new Steps();
  byId("request-notice").replaceChildren();
  byId("request-result").replaceChildren();
  byId("progress").hidden = false;
  let signed = null;
  try {
    steps.begin(text("stepSign"));
    signed = await call("POST", "/api/v1/request-tokens", body);
    steps.done();
    steps.begin(text("stepPost"));
    await post(signed);
    steps.done();
  } catch (failure) {
    steps.failed();
    byId("request-notice").replaceChildren(failureNotice(failure, null));
    if (!signed || !mayHaveCome(failure)) {
      byId("request-notice").focus();
      list();
      return;
    }
  }
  steps.begin(text("stepWait"));
  list();
  wait(signed.id, steps, mine);
}

/** The cloud may have it although it did not say so: the site is told then all the same. */
const mayHaveCome = ({ code }) => code === "cloud-unreachable" || code === "request-token-used";

/** Hands what was signed to the cloud, byte by byte. Its token is for this one request, and for no cookies. */
async function post({ url, token, body }) {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), DEADLINE);
  try {
    const response = await fetch(url, {
      method: "POST",
      mode: "cors",
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json", Authorization: `DingGate-Request ${token}` },
      body,
      signal: deadline.signal,
    });
    if (!response.ok) {
      throw problemOf(await response.json().catch(() => null));
    }
  } catch (failure) {
    throw failure instanceof Failure
      ? failure
      : new Failure("cloud-unreachable", text("cloudUnreachableTitle"), text("cloudUnreachableRemedy"));
  } finally {
    clearTimeout(timer);
  }
}

const address = (id) => `${REQUESTS}/${encodeURIComponent(id)}`;

function wait(id, steps, mine) {
  const end = async () => {
    const request = await call("GET", address(id));
    if (isOver(request) && mine === going && !steps.over) {
      steps.over = true;
      arrived(request, steps);
    }
    return isOver(request);
  };
  stop = follow(`${address(id)}/events`, {
    changed: ({ closed }) => {
      if (closed) {
        end().catch((failure) => byId("request-notice").replaceChildren(failureNotice(failure, end)));
      }
    },
    ask: end,
  });
}

function arrived(request, steps) {
  if (request.state === "done") {
    steps.done();
    steps.begin(text("stepResult"));
    steps.done();
    byId("request-notice").replaceChildren();
  } else {
    steps.failed();
  }
  byId("request-result").replaceChildren(...resultOf(request));
  byId("request-result").focus();
  list();
}

/** What came of it, for a person to read. */
function resultOf(request) {
  const { user, departments, message, problem, state } = request;
  const parts = [];
  if (user) {
    parts.push(personOf(user));
  }
  if (departments) {
    parts.push(departments.length === 0
      ? el("p", { class: "hint" }, text("requestDepartmentsNone"))
      : el("ul", { class: "outcomes" }, ...departments.map(({ name, departmentId }) =>
        el("li", { "data-department": String(departmentId) }, name, " ", el("code", {}, String(departmentId))))));
  }
  if (message) {
    parts.push(el("p", {}, el("a", { href: messagePage(message) }, text("openMessage"))));
  }
  if (lookOf(state).explain) {
    parts.push(el("p", { class: "hint" }, text(lookOf(state).explain)));
  } else if (problem) {
    parts.push(failureNotice(problemOf(problem), null));
  }
  return parts;
}

function personOf({ name, title, userId, avatar: picture, departments }) {
  return el("div", { class: "results" }, el("label", {}, avatar(name, picture),
    el("span", { class: "name" }, name,
      el("span", { class: "hint" }, [title, userId, departments.join(", ")].filter(Boolean).join(" · ")))));
}

/** The steps of one request; the last one is the one that is under way. */
class Steps {
  constructor() {
    this.over = false;
    byId("steps").replaceChildren();
  }

  begin(label) {
    byId("steps").append(el("li", { class: "going", "data-step": "going" },
      el("span", {}, label), " ", el("time", { class: "hint" }, second(new Date()))));
  }

  done() {
    this.end("good");
  }

  failed() {
    this.end("bad");
  }

  end(how) {
    const last = byId("steps").lastElementChild;
    last.className = how;
    last.dataset.step = how;
  }
}

/** Reads the latest ones; only the newest of several readings counts. */
async function list() {
  const mine = ++reading;
  try {
    const page = await call("GET", `${REQUESTS}?limit=${Math.min(100, shown)}`);
    if (mine === reading) {
      keep(byId("latest"), page.items, ({ id }) => id, row);
      byId("no-requests").hidden = page.items.length > 0;
      byId("more-requests").hidden = !page.next || shown >= 100;
      byId("latest-notice").replaceChildren();
    }
  } catch (failure) {
    if (mine === reading) {
      byId("latest-notice").replaceChildren(failureNotice(failure, list));
    }
  }
}

function row(request) {
  const state = lookOf(request.state);
  return el("li", { "data-request": request.id, "data-state": request.state },
    el("span", {}, KINDS[request.kind] ? text(KINDS[request.kind]) : request.kind),
    el("span", { class: `badge ${state.class}`, "data-state": request.state }, text(state.label)),
    el("p", { class: "hint more" }, second(request.createdAt)),
    el("div", { class: "more" }, ...resultOf(request)));
}
