// Which kinds of app carry the messages of the recipients' corps, and so which types of message there are to choose from.

import { byId } from "./dom.js";
import { text } from "./texts.js";

const corps = new Map([...byId("corps").content.querySelectorAll("data")].map((corp) => [corp.value, corp.textContent]));
const options = [...byId("message-type").options];

/** "suite" or "internal" when that is true of all of them, "" when it is not known, null when they differ. */
export function kindsOf(recipients) {
  const kinds = new Set(recipients.map(({ corp }) => corps.get(corp) ?? "").filter(Boolean));
  return kinds.size > 1 ? null : [...kinds][0] ?? "";
}

/** Offers the types that apps of that kind can send; all of them while it is not known. */
export function offer(kind) {
  const select = byId("message-type");
  const offered = options.filter((option) => !kind || option.dataset.kind === kind);
  const before = select.value;
  if (offered.length !== select.options.length || offered.some((option) => !select.contains(option))) {
    select.replaceChildren(...offered);
    select.value = offered.some((option) => option.value === before) ? before : offered[0].value;
  }
  byId("type-hint").textContent = hint(kind);
}

function hint(kind) {
  if (kind === null) {
    return text("mixedKinds");
  }
  switch (kind) {
    case "suite":
      return text("typeHintSuite");
    case "internal":
      return text("typeHintInternal");
    default:
      return text("typeHintUnknown");
  }
}
