package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.PageLimit;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UnionId;
import jakarta.validation.constraints.AssertTrue;
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
 * @param departmentId a department of the corp, which must be given, too
 * @param subDepartments whether those below it count, too; not when absent
 * @param tenantId of the staff
 * @param staffId the staff that the user is bound to, exactly; given with the tenant or not at all
 * @param limit how many at most; 20 when absent
 * @param cursor where to go on: {@code next} of the page before
 */
public record UserSearch(
    @Nullable @Size(min = 1, max = 64) String name,
    @Nullable UnionId unionId,
    @Nullable CorpId corp,
    @Nullable @Min(1) Long departmentId,
    @Nullable Boolean subDepartments,
    @Nullable TenantId tenantId,
    @Nullable StaffId staffId,
    @Nullable @Min(1) @Max(PageLimit.MAX) Integer limit,
    @Nullable @Pattern(regexp = UserSearch.CURSOR, message = UserSearch.CURSOR_WORDS)
        String cursor) {

  /** What a cursor looks like. */
  static final String CURSOR = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** What to say of one that does not. */
  static final String CURSOR_WORDS = "must be the value of next in the page before";

  /** Who is in a department. */
  static UserSearch of(
      DepartmentRef department, boolean below, Integer limit, @Nullable String cursor) {
    return new UserSearch(
        null, null, department.corp(), department.departmentId(), below, null, null, limit, cursor);
  }

  /** Whether the corp of the department is given. */
  @JsonIgnore
  @AssertTrue(message = "give corp with departmentId")
  public boolean isDepartmentOfACorp() {
    return departmentId == null || corp != null;
  }

  /** Whether a staff is named wholly. */
  @JsonIgnore
  @AssertTrue(message = "give tenantId and staffId together")
  public boolean isStaffOfATenant() {
    return (tenantId == null) == (staffId == null);
  }

  @Override
  public String toString() {
    return "UserSearch[hidden]";
  }
}
