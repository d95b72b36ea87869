// The form that writes a message.

import { newId } from "./api.js";
import { kindsOf, offer } from "./kinds.js";
import { busy, byId, el } from "./dom.js";
import { bytesOf, faultOf, mark, read, refused } from "./fields.js";
import { failureNotice } from "./notices.js";
import { put, showState } from "./messages.js";
import { text } from "./texts.js";

/** Connects the form: `recipients` says to whom, `onSent` is told after every answer. */
export function connectComposer(recipients, onSent) {
  const form = byId("composer");
  const state = byId("message-state");
  const choose = () => {
    offer(kindsOf(recipients.list()));
    showType(form);
  };
  byId("message-type").addEventListener("change", () => showType(form));
  recipients.addEventListener("change", choose);
  choose();
  form.addEventListener("input", () => {
    forget(state);
    showLength(form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, state, recipients, onSent);
  });
}

function submit(form, state, recipients, onSent) {
  const set = fieldset(form);
  const content = read(set);
  const wrong = !content ? null
    : recipients.list().length === 0 ? text("noRecipients")
    : kindsOf(recipients.list()) === null ? text("mixedKinds") : null;
  if (!content || wrong) {
    forget(state);
    state.append(...(wrong ? [el("div", { class: "notice bad" }, wrong)] : []));
    form.querySelector("[aria-invalid=true]")?.focus();
    return;
  }
  // the id is minted once: trying again can never send twice
  const message = { id: newId(), body: { recipients: recipients.list(), content }, set, written: written(set) };
  busy(byId("send"), () => send(form, state, message, recipients, onSent));
}

/** What became of the message before says nothing about the one that is being written. */
function forget(state) {
  delete state.dataset.state;
  state.replaceChildren();
}

const written = (set) => new Map([...set.querySelectorAll("input, textarea")].map((field) => [field, field.value]));

/** Clears what was sent, and nothing that has been written since. */
function clear(form, message) {
  for (const [field, value] of message.written) {
    if (field.value === value) {
      field.value = "";
    }
  }
  showLength(form);
}

async function send(form, state, message, recipients, onSent) {
  forget(state);
  state.replaceChildren(el("div", { class: "notice" }, text("sending")));
  try {
    const answer = await put(message.id, message.body);
    if (answer.state !== "failed") {
      clear(form, message);
    }
    showState(state, answer, recipients.names, onSent);
    onSent();
  } catch (failure) {
    const again = failure.code === "validation" ? null
      : () => busy(byId("send"), () => send(form, state, message, recipients, onSent));
    const shown = fieldset(form) === message.set;
    state.replaceChildren(failureNotice(shown ? refused(message.set, failure) : failure, again));
    form.querySelector("[aria-invalid=true]")?.focus();
  }
}

const fieldset = (form) => form.querySelector("fieldset:not([disabled])");

function showType(form) {
  const type = byId("message-type").value;
  for (const set of form.querySelectorAll("fieldset")) {
    set.disabled = set.hidden = set.dataset.type !== type;
  }
  showLength(form);
}

/** How much of DingTalk's limit is used. Not read out at every key: sending says when it is too much. */
function showLength(form) {
  const set = fieldset(form);
  const most = Number(form.dataset.bytes);
  const used = bytesOf(set);
  const shown = byId("message-length");
  shown.textContent = used > most ? text("lengthOver", used - most, most) : text("length", used, most);
  shown.classList.toggle("fault", used > most);
  for (const field of set.querySelectorAll("[aria-invalid=true]")) {
    mark(field, faultOf(field));
  }
}
