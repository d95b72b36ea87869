// Says what happened: in words, with what can be done about it.

import { el } from "./dom.js";
import { text } from "./texts.js";

const SIGN_IN_AGAIN = new Set(["session-ended", "login-not-fresh"]);

/** A failure as a notice. `again` is what "Try again" does; without it there is no such button. */
export function failureNotice(failure, again) {
  const notice = el("div", { class: "notice bad", role: "alert" },
    el("strong", {}, failure.title ?? text("oddTitle")),
    el("span", {}, failure.remedy ?? text("oddRemedy")));
  if (failure.detail) {
    notice.append(el("small", {}, failure.detail));
  }
  for (const violation of failure.violations ?? []) {
    notice.append(el("small", {}, `${violation.path}: ${violation.message}`));
  }
  if (failure.requestId) {
    notice.append(el("small", {}, text("requestId", failure.requestId)));
  }
  if (SIGN_IN_AGAIN.has(failure.code)) {
    notice.append(el("a", { class: "button quiet", href: `/login?return_to=${location.pathname}` }, text("signIn")));
  } else if (again) {
    notice.append(button(text("tryAgain"), again));
  }
  return notice;
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
