package io.dinggate.cloud.dingtalk;

import io.dinggate.model.UserId;

/**
 * Who a union id is in one corp.
 *
 * @param userId the person inside the corp
 * @param external whether the person is an external contact, or anything else than an employee
 */
public record UserOfUnion(UserId userId, boolean external) {}
