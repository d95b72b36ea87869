package io.dinggate.model.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the users of a department.
 *
 * @param items in DingTalk's order
 * @param next the cursor of the following page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectoryUsers(List<DirectoryUser> items, @Nullable String next) {

  public DirectoryUsers {
    items = List.copyOf(items);
  }

  @Override
  public String toString() {
    return "DirectoryUsers[" + items.size() + ", next=" + next + "]";
  }
}
