package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the corps whose directory is read.
 *
 * @param items in the order of their ids
 * @param next the cursor of the following page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncPage(List<SyncView> items, @Nullable String next) {

  SyncPage {
    items = List.copyOf(items);
  }
}
