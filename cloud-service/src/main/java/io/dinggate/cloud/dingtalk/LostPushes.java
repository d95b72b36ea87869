package io.dinggate.cloud.dingtalk;

import java.util.List;

/**
 * Pushes that DingTalk has given up; once told, it forgets them.
 *
 * @param entries each as the JSON that it came as
 * @param more whether it has more
 */
public record LostPushes(List<String> entries, boolean more) {

  public LostPushes {
    entries = List.copyOf(entries);
  }

  @Override
  public String toString() {
    return "LostPushes[" + entries.size() + ", " + more + "]";
  }
}
