// Says what happened: in words, with what can be done about it. A notice is read out because of the place it is put
// into, a live region, and so has no role of its own: it would be read twice.

import { el } from "./dom.js";
import { text } from "./texts.js";

const SIGN_IN_AGAIN = new Set(["session-ended", "login-not-fresh"]);

/** A failure as a notice. `again` is what "Try again" does; without it there is no such button. */
export function failureNotice(failure, again) {
  const notice = el("div", { class: "notice bad" },
    el("strong", {}, failure.title ?? text("oddTitle")),
    el("span", {}, failure.remedy ?? text("oddRemedy")));
  if (failure.requestId) {
    notice.append(el("small", {}, text("requestId", failure.requestId)));
  }
  notice.append(...forSupport([failure.detail, ...(failure.violations ?? []).map(({ path, message }) => `${path}: ${message}`)]));
  if (SIGN_IN_AGAIN.has(failure.code)) {
    notice.append(el("a", { class: "button quiet", href: `/login?return_to=${location.pathname}` }, text("signIn")));
  } else if (again) {
    notice.append(button(text("tryAgain"), again));
  }
  return notice;
}

/** What a service or DingTalk said in its own words, in whatever language, closed until it is asked for. */
export function forSupport(lines) {
  const said = lines.filter(Boolean);
  return said.length === 0 ? [] : [el("details", { class: "support" },
    el("summary", {}, text("forSupport")), ...said.map((line) => el("small", { lang: "en" }, line)))];
}

export function button(label, action) {
  const made = el("button", { type: "button", class: "button quiet" }, label);
  made.addEventListener("click", action);
  return made;
}

const STATES = {
  sent: { class: "good", label: "stateSent", explain: "explainSent" },
  failed: { class: "bad", label: "stateFailed", explain: "explainFailed" },
  queued: { class: "open", label: "stateQueued", explain: "explainQueued" },
  unknown: { class: "open", label: "stateUnknown", explain: "explainUnknown" },
};

/** How a state looks and reads; one from a newer version reads as unknown. */
export const look = (state) => STATES[state] ?? STATES.unknown;

export const badge = (state) => el("span", { class: `badge ${look(state).class}` }, text(look(state).label));
