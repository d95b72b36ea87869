// The page that writes a message.

import { newId } from "./api.js";
import { busy, byId, el } from "./dom.js";
import { bytesOf, check, contentOf, faultOf, fieldsOf, focusFault, mark, refused } from "./fields.js";
import { kindsOf, offer } from "./kinds.js";
import { page, preview, put } from "./messages.js";
import { button, failureNotice } from "./notices.js";
import { checkOptions, optionsOf } from "./options.js";
import { outlook } from "./outlook.js";
import { connectPeople } from "./people.js";
import { picture } from "./picture.js";
import { Recipients } from "./recipients.js";
import { connectRows } from "./rows.js";
import { text } from "./texts.js";
import { Uploads } from "./uploads.js";

const SOON = 250;
const STATUS_PEOPLE = 5;

const { corp, user, name } = byId("compose").dataset;
const form = byId("composer");
const state = byId("message-state");
const recipients = new Recipients({ corp, userId: user, name }, byId("people") !== null);
const uploads = new Uploads(form, () => recipients.corp());

// minted once: trying again, pressing twice or a broken connection can never send twice
let id = newId();
let timer = null;

connectRows(form);
if (recipients.mayChoose) {
  connectPeople(recipients);
}
byId("message-type").addEventListener("change", showType);
recipients.addEventListener("change", () => {
  uploads.recheck(form);
  choose();
  changed();
});
uploads.addEventListener("change", changed);
form.addEventListener("input", recheck);
form.addEventListener("change", recheck);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  act(byId("send"), send);
});
byId("preview").addEventListener("click", () => act(byId("preview"), look));
choose();

function choose() {
  offer(kindsOf(recipients.list()));
  showType();
}

function fieldset() {
  return form.querySelector("fieldset[data-type]:not([disabled])");
}

function showType() {
  const type = byId("message-type").value;
  for (const set of form.querySelectorAll("fieldset[data-type]")) {
    set.disabled = set.hidden = set.dataset.type !== type;
  }
  changed();
}

/** What was said of the message before says nothing about the one that is being written. */
function changed() {
  state.replaceChildren();
  byId("outlook").replaceChildren();
  showLength();
  clearTimeout(timer);
  timer = setTimeout(showPicture, SOON);
}

function showPicture() {
  byId("picture").replaceChildren(picture(contentOf(fieldset()), uploads.known));
}

/** How many bytes a content may have. */
function room() {
  return Number(form.dataset.bytes) - (optionsOf().repeatable ? Number(form.dataset.mark) : 0);
}

/** How much of DingTalk's limit is used. Not read out at every key: sending says when it is too much. */
function showLength() {
  const set = fieldset();
  const used = bytesOf(set);
  const most = room();
  byId("message-length").textContent = used > most ? text("lengthOver", used - most, most) : text("length", used, most);
  byId("message-length").classList.toggle("fault", used > most);
}

/** A fault stays until its own field is changed. */
function recheck({ target }) {
  if (target.getAttribute("aria-invalid") === "true" && target.type !== "file") {
    mark(target, target.closest(".options") ? null : faultOf(target));
  }
  changed();
}

/** Does something with what is written, unless something is wrong with it. */
function act(pressed, work) {
  state.replaceChildren();
  const set = fieldset();
  const fits = check(set, room());
  const content = contentOf(set);
  const ready = checkOptions(content) && checkStatus(set, content) && fits;
  if (!ready) {
    focusFault(form);
    return;
  }
  const list = recipients.list();
  const wrong = list.length === 0 ? text("noRecipients") : kindsOf(list) === null ? text("mixedKinds") : null;
  if (wrong) {
    state.replaceChildren(el("div", { class: "notice bad" }, wrong));
    return;
  }
  const options = optionsOf();
  const body = { recipients: list, content, ...(Object.keys(options).length > 0 ? { options } : {}) };
  busy(pressed, () => work(body, set));
}

/** DingTalk takes a status for few people only, and for no department. */
function checkStatus(set, content) {
  const list = recipients.list();
  const wrong = content.status && (list.length > STATUS_PEOPLE || list.some((one) => one.departmentId));
  if (wrong) {
    mark(fieldsOf(set).find((field) => field.name === "status.text"), text("faultStatus"));
  }
  return !wrong;
}

async function look(body, set) {
  const place = byId("outlook");
  try {
    place.replaceChildren(el("p", { class: "hint" }, text("previewRuns")));
    const answer = await preview(body);
    showPicture();
    place.replaceChildren(...outlook(answer, recipients.names));
    place.focus();
  } catch (failure) {
    place.replaceChildren();
    failed(failure, set, () => act(byId("preview"), look));
  }
}

async function send(body, set) {
  state.replaceChildren(el("div", { class: "notice" }, text("sending")));
  try {
    await put(id, body);
    location.assign(page(id));
  } catch (failure) {
    if (failure.code === "message-conflict") {
      taken();
    } else {
      failed(failure, set, () => act(byId("send"), send));
    }
  }
}

/** The answer to an earlier try was lost, and the form has been changed since: it was taken as it was then. */
function taken() {
  const anew = button(text("sendAnew"), () => {
    id = newId();
    act(byId("send"), send);
  });
  state.replaceChildren(el("div", { class: "notice open" }, el("span", {}, text("sentBefore")),
    el("span", { class: "buttons" }, el("a", { class: "button quiet", href: page(id) }, text("openMessage")), anew)));
  state.focus();
}

function failed(failure, set, again) {
  state.replaceChildren(failureNotice(refused(form, set, failure), failure.code === "validation" ? null : again));
  if (form.querySelector("[aria-invalid=true]")) {
    focusFault(form);
  } else {
    state.focus();
  }
}
