package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.UnionId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which users to find; what is absent does not narrow the search.
 *
 * @param name a part of the name, in any case
 * @param unionId the person, exactly, as any app calls it
 * @param corp the organisation, exactly
 * @param limit how many at most; 20 when absent
 * @param cursor where to go on: {@code next} of the page before
 */
public record UserSearch(
    @Nullable @Size(min = 1, max = 64) String name,
    @Nullable UnionId unionId,
    @Nullable CorpId corp,
    @Nullable @Min(1) @Max(PageLimit.MAX) Integer limit,
    @Nullable
        @Pattern(
            regexp = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            message = "must be the value of next in the page before")
        String cursor) {

  @Override
  public String toString() {
    return "UserSearch[hidden]";
  }
}
