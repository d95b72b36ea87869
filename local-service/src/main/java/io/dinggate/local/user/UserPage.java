package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of users.
 *
 * @param items in the order in which the site met them
 * @param next the cursor of the following page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserPage(List<User> items, @Nullable String next) {

  public UserPage {
    items = List.copyOf(items);
  }
}
