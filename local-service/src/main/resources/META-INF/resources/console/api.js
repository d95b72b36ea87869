// Calls the site's own API with the session of the page. Whatever goes wrong is a Failure that a person can read.

import { problem, text } from "./texts.js";

export class Failure extends Error {
  constructor(code, title, remedy, more = {}) {
    super(title);
    this.code = code;
    this.title = title;
    this.remedy = remedy;
    this.detail = more.detail ?? null;
    this.requestId = more.requestId ?? null;
    this.violations = more.violations ?? [];
  }
}

const DEADLINE = 60_000;

/** The JSON that the API answers; throws a Failure. */
export async function call(method, path, body) {
  const response = await fetched(method, path, body);
  if (response.status === 204) {
    return null;
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) {
    return answer;
  }
  throw failureOf(response.status, answer);
}

async function fetched(method, path, body) {
  // not AbortSignal.timeout: the web view of older DingTalk clients lacks it
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), DEADLINE);
  const request = { method, headers: { Accept: "application/json" }, signal: deadline.signal };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  try {
    return await fetch(path, request);
  } catch {
    throw new Failure("offline", text("offlineTitle"), text("offlineRemedy"));
  } finally {
    clearTimeout(timer);
  }
}

/** A new id. Not crypto.randomUUID: older web views lack it, and so does every page on plain http. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What an answer that says no means to a person. */
export function failureOf(status, answer) {
  if (status === 401) {
    return new Failure("session-ended", text("sessionTitle"), text("sessionRemedy"));
  }
  return problemOf(answer);
}

/** What a problem of the site or the cloud means to a person. */
export function problemOf(answer) {
  if (!answer?.code) {
    return new Failure("odd", text("oddTitle"), text("oddRemedy"));
  }
  const words = problem(answer.code) ?? answer;
  return new Failure(answer.code, words.title, words.remedy, answer);
}
