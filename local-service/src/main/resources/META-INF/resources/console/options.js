// How a message is delivered. What is as it always is, is left out.

import { byId } from "./dom.js";
import { mark } from "./fields.js";
import { text } from "./texts.js";

const NO_TEXT = new Set(["image", "voice", "file"]);

const checked = (id) => byId(id).checked;
const instant = (id) => (byId(id).value ? new Date(byId(id).value).toISOString() : null);

export function optionsOf() {
  const options = {};
  if (checked("option-urgent")) {
    options.priority = "urgent";
  }
  if (checked("option-at-least-once")) {
    options.delivery = "atLeastOnce";
  }
  if (checked("option-no-receipts")) {
    options.receipts = "none";
  }
  if (checked("option-repeatable")) {
    options.repeatable = true;
  }
  for (const [name, id] of [["notBefore", "option-not-before"], ["notAfter", "option-not-after"]]) {
    if (instant(id)) {
      options[name] = instant(id);
    }
  }
  return options;
}

/** Marks what is wrong with them; whether nothing is. */
export function checkOptions(content) {
  const { notBefore, notAfter, repeatable } = optionsOf();
  const window = !notAfter ? null
    : notAfter <= new Date().toISOString() ? text("faultPast")
    : notBefore && notAfter <= notBefore ? text("faultWindow") : null;
  const without = NO_TEXT.has(content.type) || (content.type === "template" && !Object.keys(content.variables ?? {}).length);
  const repeat = repeatable && without ? text("faultMark") : null;
  mark(byId("option-not-after"), window);
  mark(byId("option-repeatable"), repeat);
  return !window && !repeat;
}
