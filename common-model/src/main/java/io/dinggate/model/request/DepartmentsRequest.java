package io.dinggate.model.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Look up the departments right below one.
 *
 * @param parent the one above them; a corp's whole is department 1
 * @param app the app to ask by; null for the corp's default login app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DepartmentsRequest(@NotNull @Valid DepartmentRef parent, @Nullable AppId app)
    implements RequestBody {}
