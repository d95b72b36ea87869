package io.dinggate.cloud.dingtalk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the people in a department.
 *
 * @param members in DingTalk's order
 * @param next the cursor of the following page; null on the last one
 */
public record MemberPage(List<UserDetail> members, @Nullable Long next) {

  public MemberPage {
    members = List.copyOf(members);
  }

  @Override
  public String toString() {
    return "MemberPage[" + members.size() + ", next=" + next + "]";
  }
}
