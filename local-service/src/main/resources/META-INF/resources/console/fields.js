// The fields of a message: what they hold, how long that is for DingTalk, and what is wrong with it.

import { byId, el } from "./dom.js";
import { text } from "./texts.js";

const LINK = /^(https?|dingtalk|eapp):\/\/\S+$/i;
const TEMPLATE = /^[A-Za-z0-9_-]{1,64}$/;
const VARIABLE = /^[A-Za-z0-9_]{1,64}$/;
const VARIABLES = 20;
const VARIABLE_TEXT = 1000;

const all = (set) => [...set.querySelectorAll("input, textarea")];

/** The content as the API wants it, or null after marking what is wrong. */
export function read(set) {
  const faults = all(set).map((field) => {
    const fault = faultOf(field);
    mark(field, fault);
    return fault;
  });
  if (faults.some(Boolean)) {
    return null;
  }
  if (bytesOf(set) > most(set)) {
    mark(longest(set), text("lengthOver", bytesOf(set) - most(set), most(set)));
    return null;
  }
  return content(set);
}

const most = (set) => Number(set.form.dataset.bytes);

function content(set) {
  const read = { type: set.dataset.type };
  for (const field of all(set)) {
    const value = field.value.trim();
    if (field.name === "variables") {
      read.variables = variables(value);
    } else if (value) {
      read[field.name] = value;
    }
  }
  return read;
}

const variables = (value) => Object.fromEntries(lines(value).map((line) => split(line)));

const lines = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);

function split(line) {
  const at = line.indexOf("=");
  return at < 1 ? ["", ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** What DingTalk counts: the texts as JSON in UTF-8, and what stands around them. */
export function bytesOf(set) {
  const { variables: named, type, templateId, ...texts } = content(set);
  const each = Number(set.dataset.eachVariable ?? 0) * Object.keys(named ?? {}).length;
  const counted = [...Object.values(texts), ...Object.entries(named ?? {}).flat()];
  return Number(set.dataset.envelope) + each + counted.reduce((sum, value) => sum + jsonBytes(value), 0);
}

const jsonBytes = (value) => new TextEncoder().encode(JSON.stringify(value)).length - 2;

const longest = (set) => all(set).reduce((most, field) => (field.value.length > most.value.length ? field : most));

/** What is wrong with the field by itself, in words; null when nothing is. */
export function faultOf(field) {
  const value = field.value.trim();
  if (field.required && !value) {
    return text("fieldNeeded");
  }
  if (field.type === "url" && !LINK.test(value)) {
    return text("fieldLink");
  }
  if (field.name === "templateId" && !TEMPLATE.test(value)) {
    return text("fieldTemplateForm");
  }
  return field.name === "variables" ? faultOfVariables(lines(value)) : null;
}

function faultOfVariables(each) {
  const wrong = each.findIndex((line) => !VARIABLE.test(split(line)[0]));
  if (wrong >= 0) {
    return text("variableForm", wrong + 1);
  }
  const long = each.findIndex((line) => split(line)[1].length > VARIABLE_TEXT);
  if (long >= 0) {
    return text("variableLong", long + 1, VARIABLE_TEXT);
  }
  return each.length > VARIABLES ? text("variablesMany", VARIABLES) : null;
}

/** Marks the fields that the API found fault with; the failure that is left, without what is said there. */
export function refused(set, failure) {
  const left = failure.violations.filter(({ path }) => {
    const [, name] = /^content\.(\w+)/.exec(path) ?? [];
    const field = path === "content" ? longest(set) : all(set).find((one) => one.name === name);
    if (field) {
      mark(field, path === "content" ? text("fieldLong") : text("fieldRefused"));
    }
    return !field;
  });
  return Object.assign(failure, { violations: left });
}

export function mark(field, fault) {
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
