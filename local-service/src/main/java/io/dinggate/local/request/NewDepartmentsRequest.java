package io.dinggate.local.request;

import io.dinggate.model.DepartmentRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Look up the departments right below one.
 *
 * @param parent the one above them; a corp's whole is department 1
 * @param origin the origin whose pages may post it; null for this site's own
 */
record NewDepartmentsRequest(
    @NotNull @Valid DepartmentRef parent,
    @Nullable @Pattern(regexp = ORIGIN, message = ORIGIN_WORDS) String origin)
    implements NewRequest {}
