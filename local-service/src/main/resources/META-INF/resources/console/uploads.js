// Uploads what a message shows: told beforehand what fits, with progress, and seen before it is sent.

import { Failure, failureOf } from "./api.js";
import { byId, el } from "./dom.js";
import { mark } from "./fields.js";
import { button, failureNotice } from "./notices.js";
import { text } from "./texts.js";

const EDGE = 480;
const MEGABYTE = 1024 * 1024;

export class Uploads extends EventTarget {
  /** By media id: the file's name, the corp that has it, and a small picture where it is one. */
  known = new Map();
  #corpOf;

  /** `corpOf` answers the corp whose people the message is for, or null when they are of several. */
  constructor(root, corpOf) {
    super();
    this.#corpOf = corpOf;
    for (const field of root.querySelectorAll("input[type=file]")) {
      field.addEventListener("change", () => this.#chosen(field));
    }
  }

  /** What was uploaded for another corp cannot be used for this one. */
  recheck(root) {
    for (const field of root.querySelectorAll("input[type=file]")) {
      const { media } = field.dataset;
      if (media && this.known.get(media).corp !== this.#corpOf()) {
        this.#forget(field);
        mark(field, text("uploadOtherCorp"));
      }
    }
  }

  #forget(field) {
    delete field.dataset.media;
    field.value = "";
    place(field).replaceChildren();
    this.dispatchEvent(new Event("change"));
  }

  #chosen(field) {
    const [file] = field.files;
    field.turn?.request?.abort();
    field.turn = null;
    delete field.dataset.media;
    place(field).replaceChildren();
    this.dispatchEvent(new Event("change"));
    const fault = file ? faultOf(file, field) ?? (this.#corpOf() ? null : text("uploadOneCorp")) : null;
    mark(field, fault);
    if (file && !fault) {
      this.#upload(field, file, this.#corpOf());
    }
  }

  async #upload(field, file, corp) {
    const progress = el("progress", { max: 1, value: 0 });
    progress.setAttribute("aria-label", text("uploading", file.name));
    const turn = (field.turn = {}); // a file that is chosen meanwhile takes the field over
    const stop = button(text("uploadStop"), () => turn.request.abort());
    place(field).replaceChildren(el("p", { class: "hint" }, text("uploading", file.name)), progress, stop);
    field.dataset.running = "true";
    const thumbnail = pictureOf(file);
    try {
      const { mediaId } = await sent(field, turn, file, corp, (share) => { progress.value = share; });
      if (field.turn !== turn) {
        return;
      }
      field.dataset.media = mediaId;
      this.known.set(mediaId, { name: file.name, corp, picture: await thumbnail });
      place(field).replaceChildren(el("p", { class: "hint good" }, text("uploaded", file.name)));
      mark(field, null);
      if (field.dataset.seconds) {
        await suggestSeconds(byId(field.dataset.seconds), file);
      }
    } catch (failure) {
      if (field.turn !== turn) {
        return;
      }
      if (failure === ABORTED) {
        this.#forget(field);
      } else {
        place(field).replaceChildren(failureNotice(failure, () => this.#upload(field, file, corp)));
      }
    } finally {
      if (field.turn === turn) {
        delete field.dataset.running;
        this.dispatchEvent(new Event("change"));
      }
    }
  }
}

const ABORTED = new Error("aborted");

const place = (field) => byId(`${field.id}-state`);

function faultOf(file, { dataset }) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (!dataset.endings.split(" ").includes(ending)) {
    return text("uploadEnding", dataset.endings.replaceAll(" ", ", "));
  }
  if (file.size === 0) {
    return text("uploadEmpty");
  }
  return file.size > Number(dataset.most)
    ? text("uploadLarge", (file.size / MEGABYTE).toFixed(1), Number(dataset.most) / MEGABYTE) : null;
}

/** Not fetch: it does not say how much of a request has been sent. */
function sent(field, turn, file, corp, told) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("kind", field.dataset.kind);
    body.append("corp", corp);
    body.append("file", file, file.name);
    const request = new XMLHttpRequest();
    turn.request = request;
    request.upload.addEventListener("progress", ({ loaded, total }) => told(loaded / total));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && answer?.mediaId) {
        resolve(answer);
      } else {
        reject(failureOf(request.status, answer));
      }
    });
    request.addEventListener("error", () => reject(new Failure("offline", text("offlineTitle"), text("offlineRemedy"))));
    request.addEventListener("abort", () => reject(ABORTED));
    request.open("POST", "/api/v1/media");
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** A small copy as a data: address, which needs no leave to load; null for what is no picture. */
async function pictureOf(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = el("canvas", { width: Math.max(1, bitmap.width * scale), height: Math.max(1, bitmap.height * scale) });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  } catch {
    return null;
  }
}

/** How long a recording plays, where the browser can tell and nobody has said yet. */
async function suggestSeconds(field, file) {
  try {
    const audio = await new AudioContext().decodeAudioData(await file.arrayBuffer());
    if (!field.value) {
      field.value = Math.max(1, Math.ceil(audio.duration));
    }
  } catch {
    // the person says it
  }
}
