package io.dinggate.local.binding;

/**
 * The key of a binding's row.
 *
 * @param tenantId the staff's tenant
 * @param staffId the staff inside it
 */
record StaffKey(String tenantId, String staffId) {

  static StaffKey of(StaffRef staff) {
    return new StaffKey(staff.tenantId().value(), staff.staffId().value());
  }
}
