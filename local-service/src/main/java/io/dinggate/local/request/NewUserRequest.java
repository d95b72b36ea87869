package io.dinggate.local.request;

import io.dinggate.model.UserRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Look a user up.
 *
 * @param user whom
 * @param origin the origin whose pages may post it; null for this site's own
 */
record NewUserRequest(
    @NotNull @Valid UserRef user,
    @Nullable @Pattern(regexp = ORIGIN, message = ORIGIN_WORDS) String origin)
    implements NewRequest {}
