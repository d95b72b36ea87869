// Operators see how the corps' directories are read, and have one read anew.

import { call } from "./api.js";
import { busy, byId, el, keep } from "./dom.js";
import { button, failureNotice } from "./notices.js";
import { problem, text, time } from "./texts.js";

const PART = 20;
const SOON = 2_000;
const LATE = 30_000;

const STATES = {
  running: { class: "going", label: "stateSyncRunning" },
  complete: { class: "good", label: "stateSyncComplete" },
  incomplete: { class: "open", label: "stateSyncIncomplete" },
  failed: { class: "bad", label: "stateSyncFailed" },
};

let shown = PART;
let timer = null;
let reading = 0;

byId("more-syncs").addEventListener("click", (event) => busy(event.currentTarget, () => {
  shown += PART;
  return read();
}));
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : read()));
read();

/** Reads all that is shown; only the newest of several readings counts. */
async function read() {
  const mine = ++reading;
  clearTimeout(timer);
  try {
    const { items, next } = await list();
    if (mine === reading) {
      keep(byId("syncs"), items, (sync) => sync.corp, row);
      byId("no-syncs").hidden = items.length > 0;
      byId("more-syncs").hidden = !next;
      byId("directory-notice").replaceChildren();
      later(items.some((sync) => sync.state === "running") ? SOON : LATE);
    }
  } catch (failure) {
    if (mine === reading) {
      byId("directory-notice").replaceChildren(failureNotice(failure, read));
    }
  }
}

async function list() {
  let items = [];
  let next = null;
  do {
    const cursor = next ? `&cursor=${encodeURIComponent(next)}` : "";
    const page = await call("GET", `/api/v1/directory/syncs?limit=${PART}${cursor}`);
    items = [...items, ...page.items];
    next = page.next ?? null;
  } while (next && items.length < shown);
  return { items, next };
}

function later(pause) {
  if (!document.hidden) {
    timer = setTimeout(read, pause);
  }
}

function row(sync) {
  const state = STATES[sync.state] ?? { class: "plain", label: "stateUnknown" };
  const again = button(text("readAnew"), (event) => busy(event.currentTarget, () => start(sync.corp)));
  again.setAttribute("aria-label", `${text("readAnew")}: ${sync.corp}`);
  const why = sync.reason ? problem(sync.reason)?.title ?? sync.reason : null;
  const lines = [
    text("syncFound", sync.departments, sync.users),
    text("syncDrift", sync.added, sync.changed, sync.gone),
    sync.waiting > 0 ? text("syncWaiting", sync.waiting) : null,
    sync.givenUp > 0 ? text("syncGivenUp", sync.givenUp) : null,
    why,
    sync.endedAt ? text("syncEnded", time(sync.endedAt)) : text("syncStarted", time(sync.startedAt)),
    sync.completedAt && sync.completedAt !== sync.endedAt ? text("syncCompleted", time(sync.completedAt)) : null,
    sync.nextAt ? text("syncNext", time(sync.nextAt)) : null,
  ];
  return el("li", { "data-corp": sync.corp, "data-state": sync.state },
    el("code", {}, sync.corp),
    el("span", { class: `badge ${state.class}`, "data-state": sync.state }, text(state.label)),
    ...lines.filter(Boolean).map((line) => el("p", { class: "hint more" }, line)),
    el("div", { class: "more" }, sync.state === "running" ? null : again));
}

async function start(corp) {
  try {
    await call("POST", `/api/v1/directory/syncs/${encodeURIComponent(corp)}`, {});
    await read();
  } catch (failure) {
    byId("directory-notice").replaceChildren(failureNotice(failure, () => start(corp)));
  }
}
