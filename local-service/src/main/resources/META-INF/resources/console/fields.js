// The fields of a message: what they hold, how long that is for DingTalk, and what is wrong with it. A field's name is
// its place in the content, "body.title"; fields of lines stand below their group's.

import { byId, el } from "./dom.js";
import { linesOf } from "./rows.js";
import { text } from "./texts.js";

const LINK = /^(https?|dingtalk|eapp):\/\/\S+$/i;
const TEMPLATE = /^[A-Za-z0-9_-]{1,64}$/;
const VARIABLE = /^[A-Za-z0-9_]{1,64}$/;
const BUTTONS = 998;
const AROUND_BUTTON = 30;
const NOT_COUNTED = new Set(["type", "templateId", "orientation"]);

/** All fields of a part of the form. */
export const fieldsOf = (set) => [...set.querySelectorAll("input[name], textarea[name], select[name]")];

/** The content that the fields hold, as the API wants it. */
export function contentOf(set) {
  const content = { type: set.dataset.type };
  if (content.type === "oa") {
    content.body = {};
  }
  for (const field of fieldsOf(set)) {
    if (!field.closest(".line")) {
      put(content, field.name, valueOf(field, set));
    }
  }
  for (const group of set.querySelectorAll(".rows")) {
    put(content, group.dataset.list, group.dataset.as === "map" ? mapOf(group) : listOf(group));
  }
  return content;
}

const listOf = (group) => linesOf(group).map((line) => Object.fromEntries(
  fieldsOf(line).map((field) => [field.name, field.value.trim()])));

const mapOf = (group) => Object.fromEntries(listOf(group).filter(({ name }) => name).map(({ name, value }) => [name, value]));

/** A field without a value is absent, and so is one that belongs to a field without a value. */
function valueOf(field, set) {
  if (field.dataset.with && !set.querySelector(`[name="${field.dataset.with}"]`).value.trim()) {
    return undefined;
  }
  if (field.type === "file") {
    return field.dataset.media;
  }
  const value = field.value.trim();
  if (value === "") {
    return undefined;
  }
  return field.type === "number" ? Number(value) : field.type === "color" ? `FF${value.slice(1).toUpperCase()}` : value;
}

function put(content, place, value) {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) {
    return;
  }
  const names = place.split(".");
  const last = names.pop();
  names.reduce((at, name) => (at[name] ??= {}), content)[last] = value;
}

/** What DingTalk counts: the texts as JSON in UTF-8, and what stands around them. */
export function bytesOf(set) {
  const content = contentOf(set);
  const lines = content.buttons?.length ?? content.body?.form?.length ?? Object.keys(content.variables ?? {}).length;
  const names = Object.keys(content.variables ?? {});
  const counted = [...textsOf(content), ...names];
  return Number(set.dataset.envelope) + Number(set.dataset.each ?? 0) * lines
    + counted.reduce((sum, value) => sum + jsonBytes(value), 0);
}

function textsOf(value) {
  if (typeof value === "string") {
    return [value];
  }
  return Object.entries(value).filter(([name, part]) => !NOT_COUNTED.has(name) && typeof part !== "number")
    .flatMap(([, part]) => textsOf(part));
}

const jsonBytes = (value) => new TextEncoder().encode(JSON.stringify(value)).length - 2;

/** What is wrong with the field by itself, in words; null when nothing is. */
export function faultOf(field) {
  if (field.type === "file") {
    if (field.dataset.running) {
      return text("uploadRuns");
    }
    return field.required && !field.dataset.media ? text("fieldNeeded") : null;
  }
  const value = field.value.trim();
  if (field.validity.badInput) {
    return text("fieldRefused");
  }
  if (!value) {
    return field.required ? text("fieldNeeded") : null;
  }
  if (field.type === "url" && !LINK.test(value)) {
    return text("fieldLink");
  }
  if (field.type === "number" && !(Number.isInteger(Number(value)) && value >= Number(field.min) && !(value > Number(field.max || Infinity)))) {
    return field.max ? text("fieldNumber", field.min, field.max) : text("fieldRefused");
  }
  if (field.name === "templateId" && !TEMPLATE.test(value)) {
    return text("fieldTemplateForm");
  }
  if (field.closest("[data-as=map]") && field.name === "name") {
    return faultOfName(field, value);
  }
  if (field.name === "body.unit" && !byId("oa-amount").value.trim()) {
    return text("fieldAmount");
  }
  return null;
}

function faultOfName(field, value) {
  if (!VARIABLE.test(value)) {
    return text("variableForm");
  }
  const names = linesOf(field.closest(".rows")).map((line) => line.querySelector("[name=name]"));
  return names.some((other) => other !== field && other.value.trim() === value) ? text("variableTwice") : null;
}

/** Marks every field with what is wrong with it; whether nothing is. */
export function check(set, room) {
  const faults = fieldsOf(set).map((field) => {
    const fault = faultOf(field);
    mark(field, fault);
    return fault;
  });
  if (faults.some(Boolean)) {
    return false;
  }
  const over = bytesOf(set) - room;
  if (over > 0) {
    mark(longest(set), text("lengthOver", over, room));
    return false;
  }
  const { buttons } = contentOf(set);
  if (buttons && buttons.reduce((sum, button) => sum + AROUND_BUTTON + jsonChars(button.title) + jsonChars(button.url), 0) > BUTTONS) {
    mark(set.querySelector(".rows [name=url]"), text("faultButtons"));
    return false;
  }
  return true;
}

const jsonChars = (value) => value.replace(/["\\]/g, "$&$&").length;

const longest = (set) => fieldsOf(set).filter((field) => field.matches("textarea, input:not([type=file])"))
  .reduce((most, field) => (field.value.length > most.value.length ? field : most), fieldsOf(set)[0]);

const SAID = {
  "options.notAfter": "faultWindow",
  "options.repeatable": "faultMark",
  "content.status": "faultStatus",
  "content.buttons": "faultButtons",
};

/**
 * Marks the fields that the API found fault with; the failure that is left, without what is said there. Paths are
 * "content.buttons[0].url" or "/content/buttons/0/url".
 */
export function refused(form, set, failure) {
  const left = failure.violations.filter(({ path }) => {
    const plain = path.startsWith("/") ? path.slice(1).replace(/\/(\d+)(?=\/|$)/g, "[$1]").replaceAll("/", ".") : path;
    const field = fieldAt(form, set, plain);
    if (field) {
      mark(field, text(SAID[plain] ?? (plain === "content" ? "fieldLong" : "fieldRefused")));
    }
    return !field;
  });
  return Object.assign(failure, { violations: left });
}

/** The field at that place, or the first one of the group that stands there. */
function fieldAt(form, set, path) {
  if (path === "content") {
    return longest(set);
  }
  const [, top, rest] = /^(content|options)\.(.+)$/.exec(path) ?? [];
  const place = top === "content" ? set : top === "options" ? form.querySelector(".options") : null;
  if (!place) {
    return null;
  }
  const line = /^(.+)\[(\d+)\]\.?(\w*)$/.exec(rest);
  const group = [...place.querySelectorAll(".rows")].find(({ dataset }) => rest === dataset.list || rest.startsWith(`${dataset.list}[`) || rest.startsWith(`${dataset.list}<`));
  if (group) {
    const own = line && linesOf(group)[Number(line[2])];
    return own?.querySelector(`[name="${line[3]}"]`) ?? own?.querySelector("[name]") ?? group.querySelector("[name]");
  }
  const all = fieldsOf(place).filter((field) => !field.closest(".line"));
  return all.find(({ name }) => name === rest) ?? all.find(({ name }) => name.startsWith(`${rest}.`)) ?? null;
}

/** Moves the focus to the first field with a fault, opening what hides it. */
export function focusFault(form) {
  const field = form.querySelector("[aria-invalid=true]");
  const hiding = field?.closest("details");
  if (hiding) {
    hiding.open = true;
  }
  field?.focus();
}

export function mark(field, fault) {
  const id = `${field.id}-fault`;
  byId(id)?.remove();
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
  if (fault) {
    field.setAttribute("aria-invalid", "true");
    (field.closest(".check") ?? field).after(el("p", { class: "fault", id }, fault));
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
