package io.dinggate.local.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of retrying the entries of one key.
 *
 * @param applied how many have had their effect
 * @param left how many of the key are parked still
 * @param reason why the first of those that are left could not be applied; null when none is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetryView(int applied, long left, @Nullable String reason) {}
