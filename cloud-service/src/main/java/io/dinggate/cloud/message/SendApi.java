package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.AppKind;

/** The API of DingTalk that a task goes by. */
enum SendApi {
  /** Work notifications of internal apps ({@code asyncsend_v2}). */
  WORK_NOTICE,
  /** Approved templates of suites ({@code sendbytemplate}). */
  TEMPLATE;

  /** The only one that an app of that kind may use. */
  static SendApi of(AppKind kind) {
    return switch (kind) {
      case INTERNAL -> WORK_NOTICE;
      case SUITE -> TEMPLATE;
    };
  }
}
