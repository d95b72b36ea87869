// What happened to a message, in the order in which it happened.

import { el } from "./dom.js";
import { look } from "./notices.js";
import { second, text } from "./texts.js";

const WHAT = {
  "accepted": "whatAccepted",
  "forwarded": "whatForwarded",
  "cancel-requested": "whatCancel",
  "recall-requested": "whatRecall",
  "requeued": "whatRequeued",
  "closed": "whatClosed",
  "refused": "whatRefused",
};

export const timeline = (history) => history.map((event) =>
  el("li", { "data-what": event.what, "data-state": event.state ?? "", class: event.state ? look(event.state).class : "" },
    el("span", {}, words(event)), " ",
    el("time", { class: "hint", dateTime: event.at }, second(event.at)),
    event.detail ? el("small", { class: "hint" }, event.detail) : null));

function words({ what, state, count }) {
  if (what === "changed" && state) {
    return count > 1 ? text("countOf", text(look(state).label), count) : text(look(state).label);
  }
  return WHAT[what] ? text(WHAT[what]) : what;
}
