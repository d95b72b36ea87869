package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dinggate.model.DepartmentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A department as the site knows it.
 *
 * @param ref finds it on DingTalk
 * @param name as the corp calls it
 * @param parentId the department right above it; null when DingTalk names none
 * @param asOf when DingTalk last said so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Department(
    @JsonUnwrapped DepartmentRef ref, String name, @Nullable Long parentId, Instant asOf) {}
