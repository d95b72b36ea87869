// Accepting an invitation. Its secret comes in the fragment, which no server sees. It is taken out of the address at
// once and kept for this tab only, because signing in leads away from the page and back.

import { call } from "./api.js";
import { busy, byId, el } from "./dom.js";
import { failureNotice } from "./notices.js";
import { text, time } from "./texts.js";

const KEPT = "dinggate.invitation";
const SECRET = /^#([A-Za-z0-9_-]{43})$/;
const OVER = new Set(["invitation-invalid", "binding-conflict"]);

const state = byId("invitation-state");
const signedIn = byId("invitation").dataset.signedIn === "true";

const [, secret] = SECRET.exec(location.hash) ?? []; // the skip link has a fragment, too
if (secret) {
  sessionStorage.setItem(KEPT, secret);
  history.replaceState(null, "", location.pathname + location.search);
}
const invitation = sessionStorage.getItem(KEPT);

if (!invitation) {
  state.replaceChildren(el("div", { class: "notice bad" }, text("invitationMissing")));
} else if (signedIn) {
  byId("accept").addEventListener("click", (event) => busy(event.currentTarget, accept));
  look();
}

async function look() {
  try {
    const found = await call("POST", "/api/v1/invitations/find", { invitation });
    byId("invitation-staff").textContent = found.staffId;
    byId("invitation-tenant").textContent = found.tenantId;
    byId("invitation-ends").textContent = time(found.expiresAt);
    showPending(true);
    state.replaceChildren();
  } catch (failure) {
    fail(failure, look);
  }
}

async function accept() {
  try {
    await call("POST", "/api/v1/invitations/accept", { invitation });
    sessionStorage.removeItem(KEPT);
    byId("accept").hidden = true;
    for (const hint of document.querySelectorAll("p.pending")) {
      hint.hidden = true;
    }
    state.dataset.state = "bound";
    state.replaceChildren(el("div", { class: "notice good" }, text("invitationDone")));
    state.focus();
  } catch (failure) {
    fail(failure, accept);
  }
}

function fail(failure, again) {
  if (OVER.has(failure.code) || failure.code === "validation") {
    sessionStorage.removeItem(KEPT);
    showPending(false);
  }
  const lasting = OVER.has(failure.code) || failure.code === "validation";
  state.replaceChildren(failureNotice(failure, lasting ? null : again));
  state.focus();
}

function showPending(shown) {
  for (const element of document.querySelectorAll(".pending")) {
    element.hidden = !shown;
  }
  byId("accept").hidden = !shown;
}
