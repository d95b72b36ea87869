// The form that writes a message.

import { busy, byId, el } from "./dom.js";
import { failureNotice } from "./notices.js";
import { put, showState } from "./messages.js";
import { text } from "./texts.js";

const LINK = /^(https?|dingtalk|eapp):\/\/\S+$/i;

/** Connects the form: `recipients` says to whom, `onSent` is told after every answer. */
export function connectComposer(recipients, onSent) {
  const form = byId("composer");
  const state = byId("message-state");
  byId("message-type").addEventListener("change", () => showType(form));
  showType(form);
  form.addEventListener("input", () => forget(state));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const content = read(form);
    if (!content) {
      forget(state);
      form.querySelector("[aria-invalid=true]")?.focus();
      return;
    }
    if (recipients.list().length === 0) {
      state.replaceChildren(el("div", { class: "notice bad", role: "alert" }, text("noRecipients")));
      return;
    }
    // the id is minted once: trying again can never send twice
    const message = { id: crypto.randomUUID(), body: { recipients: recipients.list(), content } };
    busy(byId("send"), () => send(form, state, message, recipients, onSent));
  });
}

/** What became of the message before says nothing about the one that is being written. */
function forget(state) {
  delete state.dataset.state;
  state.replaceChildren();
}

function clear(form) {
  for (const field of fields(form).querySelectorAll("input, textarea")) {
    field.value = "";
  }
}

async function send(form, state, message, recipients, onSent) {
  forget(state);
  state.replaceChildren(el("div", { class: "notice" }, text("sending")));
  try {
    const answer = await put(message.id, message.body);
    if (answer.state !== "failed") {
      clear(form);
    }
    showState(state, answer, recipients.names, onSent);
    onSent();
  } catch (failure) {
    const again = failure.code === "validation" ? null
      : () => busy(byId("send"), () => send(form, state, message, recipients, onSent));
    state.replaceChildren(failureNotice(failure, again));
  }
}

const fields = (form) => form.querySelector("fieldset:not([disabled])");

function showType(form) {
  const type = byId("message-type").value;
  for (const fieldset of form.querySelectorAll("fieldset")) {
    fieldset.disabled = fieldset.hidden = fieldset.dataset.type !== type;
  }
  const hint = byId("type-hint");
  hint.textContent = type === "template" ? hint.dataset.suite : hint.dataset.internal;
}

/** The content as the API wants it, or null after marking what is wrong. */
function read(form) {
  const type = byId("message-type").value;
  const content = { type };
  let whole = true;
  for (const field of fields(form).querySelectorAll("input, textarea")) {
    const value = field.value.trim();
    const fault = faultOf(field, value);
    mark(field, fault);
    whole &&= !fault;
    if (field.name === "variables") {
      content.variables = Object.fromEntries(lines(value).map((line) => split(line)));
    } else if (value) {
      content[field.name] = value;
    }
  }
  return whole ? content : null;
}

function faultOf(field, value) {
  if (field.required && !value) {
    return text("fieldNeeded");
  }
  if (field.type === "url" && !LINK.test(value)) {
    return text("fieldLink");
  }
  if (field.name === "variables") {
    const wrong = lines(value).findIndex((line) => !split(line)[0]);
    return wrong < 0 ? null : text("variableForm", wrong + 1);
  }
  return null;
}

const lines = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);

function split(line) {
  const at = line.indexOf("=");
  return at < 1 ? ["", ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function mark(field, fault) {
  const id = `${field.id}-fault`;
  byId(id)?.remove();
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
  if (fault) {
    field.setAttribute("aria-invalid", "true");
    field.after(el("p", { class: "fault", id }, fault));
    others.push(id);
  } else {
    field.removeAttribute("aria-invalid");
  }
  if (others.length > 0) {
    field.setAttribute("aria-describedby", others.join(" "));
  } else {
    field.removeAttribute("aria-describedby");
  }
}
