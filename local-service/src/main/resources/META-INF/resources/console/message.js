// The page of one message: what it says, how far it is, what happened, and what became of each recipient; live.

import { busy, byId, el } from "./dom.js";
import { follow } from "./live.js";
import { act, address, bar, read, titleOf, typeOf } from "./messages.js";
import { badge, button, failureNotice, look } from "./notices.js";
import { picture } from "./picture.js";
import { RecipientTable } from "./table.js";
import { second, text, time } from "./texts.js";
import { timeline } from "./timeline.js";

const CALM = 1_000;

const { id, caller = null, user, corp, name } = byId("message").dataset;
const table = new RecipientTable(id, caller, new Map([[`${corp}/${user}`, name]]));

let stop = null;
let shown = null;
let wanted = false;
let reading = null;

load();

async function load() {
  try {
    show(await read(id, caller));
    byId("message").hidden = false;
    byId("message-notice").replaceChildren();
    watch();
  } catch (failure) {
    byId("message-notice").replaceChildren(failureNotice(failure, failure.code === "not-found" ? null : load));
  }
}

function watch() {
  if (!stop && !shown.closed) {
    stop = follow(address(id, caller, "/events"), { changed: noticed, ask: async () => (await renew()).closed });
  }
}

/** An event says the totals at once; everything else is read a little later, once for many events. */
function noticed(now) {
  if (!shown || older(now)) {
    return;
  }
  const news = now.changedAt !== shown.changedAt || now.closed !== shown.closed || now.state !== shown.state;
  showTotals({ ...shown, ...now });
  if (news) {
    wanted = true;
    reading ??= setTimeout(readLater, CALM);
  }
}

async function readLater() {
  wanted = false;
  await renew().catch((failure) => byId("message-notice").replaceChildren(failureNotice(failure, load)));
  reading = wanted ? setTimeout(readLater, CALM) : null;
}

async function renew() {
  const message = await read(id, caller);
  byId("message-notice").replaceChildren();
  show(message);
  return message;
}

/** Answers may overtake each other. */
const older = (message) => Date.parse(message.changedAt) < Date.parse(shown.changedAt);

function show(message) {
  if (shown && older(message)) {
    return;
  }
  const first = !shown;
  showTotals(message);
  if (first) {
    byId("message-title").textContent = titleOf(message.content);
    document.title = `${byId("message-title").textContent.slice(0, 60)} · DingGate`;
    byId("message-picture").replaceChildren(picture(message.content));
  }
  byId("message-facts").replaceChildren(...facts(message)); // a department becomes its people
  byId("message-history").replaceChildren(...timeline(message.history ?? []));
  table.show(message);
  showActions(message);
}

function showTotals(message) {
  const changed = shown?.state !== message.state;
  shown = message;
  byId("message").dataset.state = message.state;
  byId("message").dataset.closed = message.closed;
  byId("message-badge").replaceChildren(badge(message.state));
  if (changed) {
    // a live region: it says a new state, and not each count
    byId("message-explain").textContent = text(look(message.state).explain);
  }
  byId("message-progress").hidden = message.total < 2;
  byId("message-progress").replaceChildren(bar(message.counts));
  byId("message-changed").textContent = text(message.closed ? "factClosed" : "factChanged", second(message.changedAt));
  table.count(message);
}

function facts({ acceptedAt, content, app, options = {}, total }) {
  const rows = [
    ["factAccepted", time(acceptedAt)],
    ["factType", typeOf(content)],
    ["factRecipients", String(total)],
    ["factApp", app],
    ["factNotBefore", options.notBefore && time(options.notBefore)],
    ["factNotAfter", options.notAfter && time(options.notAfter)],
    ["factOptions", [
      options.priority === "urgent" ? text("optionUrgent") : null,
      options.delivery === "atLeastOnce" ? text("optionAtLeastOnce") : null,
      options.receipts === "none" ? text("optionNoReceipts") : null,
      options.repeatable ? text("optionRepeatable") : null,
    ].filter(Boolean).join(" · ")],
    ["factCaller", caller],
    ["factId", id],
  ];
  return rows.filter(([, value]) => value).flatMap(([key, value]) =>
    [el("dt", {}, text(key)), el("dd", {}, key === "factId" ? el("code", {}, value) : value)]);
}

const ACTIONS = {
  cancel: { label: "actCancel", sure: "sureCancel", done: "doneCancel" },
  recall: { label: "actRecall", sure: "sureRecall", done: "doneRecall" },
  requeue: { label: "actRequeue", sure: null, done: "doneRequeue" },
};

/** Only what can be done is offered. A button that is there stays, and with it the focus. */
function showActions({ can = {} }) {
  const place = byId("message-actions");
  for (const [what, words] of Object.entries(ACTIONS)) {
    const there = place.querySelector(`[data-action="${what}"]`);
    if (!can[what]) {
      there?.remove();
    } else if (!there) {
      const made = button(text(words.label), (event) => (words.sure ? ask(what, words) : busy(event.currentTarget, () => run(what, words))));
      made.dataset.action = what;
      place.append(made);
    }
  }
}

/** What cannot be undone is asked for once more. */
function ask(what, { label, sure, done }) {
  const yes = button(text(label), (event) => busy(event.currentTarget, () => run(what, { done })));
  yes.id = "sure";
  yes.classList.add("danger");
  const no = button(text("leaveIt"), () => {
    byId("message-said").replaceChildren();
    byId("message-actions").querySelector(`[data-action="${what}"]`)?.focus();
  });
  byId("message-said").replaceChildren(el("div", { class: "notice open" },
    el("span", {}, text(sure)), el("span", { class: "buttons" }, yes, no)));
  no.focus();
}

async function run(what, words) {
  const said = byId("message-said");
  try {
    show(await act(id, caller, what));
    said.replaceChildren(el("div", { class: "notice good" }, text(words.done)));
    stop?.(); // what was asked for may come about at once: calm begins anew
    stop = null;
    watch();
  } catch (failure) {
    said.replaceChildren(failureNotice(failure, failure.code === "recall-too-late" ? null : () => run(what, words)));
    renew().catch(() => {});
  }
  said.focus();
}
