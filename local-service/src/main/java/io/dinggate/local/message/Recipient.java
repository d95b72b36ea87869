package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for, in one of three forms: a user by corp and user id, a staff by tenant and
 * staff id, or everybody in a department and below it by corp and department id.
 *
 * @param corp the organisation of the user or department
 * @param userId the user inside it
 * @param tenantId the staff's tenant
 * @param staffId the staff inside it
 * @param departmentId the department inside the corp; 1 is the whole corp
 */
@OneForm
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recipient(
    @Nullable CorpId corp,
    @Nullable UserId userId,
    @Nullable TenantId tenantId,
    @Nullable StaffId staffId,
    @Nullable @Min(1) Long departmentId) {

  /** The user that is named; null when something else is. */
  @JsonIgnore
  @Nullable UserRef user() {
    return corp == null || userId == null ? null : new UserRef(corp, userId);
  }

  /** The staff that is named; null when something else is. */
  @JsonIgnore
  @Nullable StaffRef staff() {
    return tenantId == null || staffId == null ? null : new StaffRef(tenantId, staffId);
  }

  /** The department that is named; null when something else is. */
  @JsonIgnore
  @Nullable DepartmentRef department() {
    return corp == null || departmentId == null ? null : new DepartmentRef(corp, departmentId);
  }

  /** Whether exactly one form is given, whole, and nothing of the others. */
  @JsonIgnore
  boolean isOneForm() {
    var inCorp = corp != null && tenantId == null && staffId == null;
    var inTenant = corp == null && tenantId != null && staffId != null;
    return inCorp
        ? (userId == null) != (departmentId == null)
        : inTenant && userId == null && departmentId == null;
  }
}
