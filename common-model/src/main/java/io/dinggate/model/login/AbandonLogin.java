package io.dinggate.model.login;

import jakarta.validation.constraints.NotNull;

/**
 * Names a ticket that must not be redeemed by anybody any more.
 *
 * @param ticket as it arrived
 */
public record AbandonLogin(@NotNull LoginTicket ticket) {}
