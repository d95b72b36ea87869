package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of departments.
 *
 * @param items in the order of their ids
 * @param next the cursor of the following page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DepartmentPage(List<Department> items, @Nullable String next) {

  DepartmentPage {
    items = List.copyOf(items);
  }
}
