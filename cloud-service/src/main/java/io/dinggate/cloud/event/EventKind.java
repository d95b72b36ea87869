package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.AppKind;
import org.jspecify.annotations.Nullable;

/** What an event means to the cloud (open.dingtalk.com, "事件订阅"). */
enum EventKind {
  /** A new suite ticket. */
  SUITE_TICKET,
  /** A corp has installed the suite or changed what it allows. */
  AUTHORISED,
  /** A corp has installed an older suite, which is to be activated there with the code. */
  TEMPORARY_CODE,
  /** A corp has changed what the app may see there. */
  CHANGED,
  /** A corp has switched the app off. */
  STOPPED,
  /** A corp has switched the app on again. */
  RESTORED,
  /** A corp has taken the app out. */
  REMOVED,
  /** A corp has taken its authorisation back, or was dissolved. */
  RELIEVED,
  /** Everything else: kept as it came. */
  OTHER;

  /**
   * The kind of a row of a batch, by its number and action; how urgent the batch is says nothing.
   */
  private static EventKind ofRow(int bizType, String type) {
    return switch (bizType + " " + type) {
      case "2 suite_ticket" -> SUITE_TICKET;
      case "4 org_suite_auth", "4 org_suite_change" -> AUTHORISED;
      case "4 org_suite_relieve", "16 org_remove" -> RELIEVED;
      case "7 org_micro_app_stop" -> STOPPED;
      case "7 org_micro_app_restore" -> RESTORED;
      case "7 org_micro_app_remove" -> REMOVED;
      case "7 org_micro_app_scope_update" -> CHANGED;
      default -> OTHER;
    };
  }

  /** The kind of an event that came alone, as older suites get them. */
  private static EventKind ofSingle(String type) {
    return switch (type) {
      case "suite_ticket" -> SUITE_TICKET;
      case "tmp_auth_code" -> TEMPORARY_CODE;
      case "change_auth" -> AUTHORISED;
      case "suite_relieve", "org_remove" -> RELIEVED;
      case "org_micro_app_stop" -> STOPPED;
      case "org_micro_app_restore" -> RESTORED;
      default -> OTHER;
    };
  }

  /**
   * The kind of an event.
   *
   * @param bizType the number of a row's type; null for an event that came alone
   * @param type the action of a row, or the type of an event that came alone
   */
  static EventKind of(AppKind app, @Nullable Integer bizType, String type) {
    return switch (app) {
      // An internal app has no suite ticket, and is authorised by being registered.
      case INTERNAL -> OTHER;
      case SUITE -> bizType == null ? ofSingle(type) : ofRow(bizType, type);
    };
  }

  /** Whether it is about one app of the suite, which need not be ours. */
  boolean concernsOneApp() {
    return switch (this) {
      case CHANGED, STOPPED, RESTORED, REMOVED -> true;
      case SUITE_TICKET, AUTHORISED, TEMPORARY_CODE, RELIEVED, OTHER -> false;
    };
  }

  /**
   * Whether sites are told that it came, and not what it says: it holds what the cloud alone may
   * know.
   */
  static boolean isTheCloudsAlone(String type) {
    return switch (type) {
      case "suite_ticket", "tmp_auth_code", "org_suite_auth", "org_suite_change", "change_auth" ->
          true;
      default -> false;
    };
  }

  /** Whether it is the console's question for a sign of life, which is answered and forgotten. */
  static boolean isCheck(String type) {
    return switch (type) {
      case "check_url", "check_create_suite_url", "check_update_suite_url" -> true;
      default -> false;
    };
  }
}
