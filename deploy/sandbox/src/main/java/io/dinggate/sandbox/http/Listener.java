package io.dinggate.sandbox.http;

/** DingTalk's three hosts; a call to the wrong one is an unknown request. */
public enum Listener {
  /** {@code login.dingtalk.com}: pages for people. */
  LOGIN,
  /** {@code oapi.dingtalk.com}: the old API, always 200, failure in {@code errcode}. */
  OAPI,
  /** {@code api.dingtalk.com}: the new API, failure by HTTP status and {@code code}. */
  API
}
