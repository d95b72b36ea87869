package io.dinggate.local.binding;

import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import java.time.Instant;

/**
 * That a staff is a user.
 *
 * @param tenantId the staff's tenant
 * @param staffId the staff inside it
 * @param corp the user's organisation
 * @param userId the user inside it
 * @param boundAt since when
 * @param frozen whether nothing goes to the user by it, because she has left the corp; over when
 *     DingTalk is found to know her again
 */
public record Binding(
    TenantId tenantId,
    StaffId staffId,
    CorpId corp,
    UserId userId,
    Instant boundAt,
    boolean frozen) {

  /** The user. */
  UserRef user() {
    return new UserRef(corp, userId);
  }
}
