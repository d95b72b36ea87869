package io.dinggate.local.console;

import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.user.User;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in person, for a page to show.
 *
 * @param name as the corp calls the person
 * @param initial stands in for the picture
 * @param corp the organisation
 * @param userId the person inside it
 * @param title the position; null when unknown
 * @param avatar an https picture; null when there is none
 * @param operator whether the person may send to others
 */
record ConsolePerson(
    String name,
    String initial,
    String corp,
    String userId,
    @Nullable String title,
    @Nullable String avatar,
    boolean operator) {

  static ConsolePerson of(SessionCaller session, @Nullable User user) {
    var avatar = user == null ? null : user.avatar();
    return new ConsolePerson(
        session.name(),
        initial(session.name()),
        session.user().corp().value(),
        session.user().userId().value(),
        user == null ? null : user.title(),
        avatar == null || !"https".equalsIgnoreCase(avatar.getScheme()) ? null : avatar.toString(),
        session.operator());
  }

  /** The first character, also where it takes more than one char. */
  private static String initial(String name) {
    var trimmed = name.strip();
    return trimmed.isEmpty() ? "?" : trimmed.substring(0, trimmed.offsetByCodePoints(0, 1));
  }
}
