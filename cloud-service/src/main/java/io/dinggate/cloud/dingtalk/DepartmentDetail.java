package io.dinggate.cloud.dingtalk;

import org.jspecify.annotations.Nullable;

/**
 * A department as the corp describes it.
 *
 * @param id DingTalk's
 * @param name as the corp calls it
 * @param parent the department right above it; null when DingTalk names none
 */
public record DepartmentDetail(long id, String name, @Nullable Long parent) {

  @Override
  public String toString() {
    return "DepartmentDetail[" + id + "]";
  }
}
