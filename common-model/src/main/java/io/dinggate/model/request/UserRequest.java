package io.dinggate.model.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.UserRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Look a user up.
 *
 * @param user whom
 * @param app the app to ask by; null for the corp's default login app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserRequest(@NotNull @Valid UserRef user, @Nullable AppId app)
    implements RequestBody {}
