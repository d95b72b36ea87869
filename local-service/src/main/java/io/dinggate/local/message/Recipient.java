package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for, in one of two forms: a user by corp and user id, or a staff by tenant and
 * staff id.
 *
 * @param corp the user's organisation
 * @param userId the user inside it
 * @param tenantId the staff's tenant
 * @param staffId the staff inside it
 */
@UserOrStaff
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recipient(
    @Nullable CorpId corp,
    @Nullable UserId userId,
    @Nullable TenantId tenantId,
    @Nullable StaffId staffId) {

  /** The user that is named; null when a staff is. */
  @JsonIgnore
  @Nullable UserRef user() {
    return corp == null || userId == null ? null : new UserRef(corp, userId);
  }

  /** The staff that is named; null when a user is. */
  @JsonIgnore
  @Nullable StaffRef staff() {
    return tenantId == null || staffId == null ? null : new StaffRef(tenantId, staffId);
  }

  /** Whether exactly one form is given, whole, and nothing of the other. */
  @JsonIgnore
  boolean isOneForm() {
    var user = corp != null && userId != null && tenantId == null && staffId == null;
    var staff = tenantId != null && staffId != null && corp == null && userId == null;
    return user || staff;
  }
}
