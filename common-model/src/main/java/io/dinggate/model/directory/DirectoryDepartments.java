package io.dinggate.model.directory;

import java.util.List;

/**
 * The departments right below one.
 *
 * @param items in DingTalk's order; it has no pages for them
 */
public record DirectoryDepartments(List<DirectoryDepartment> items) {

  public DirectoryDepartments {
    items = List.copyOf(items);
  }
}
