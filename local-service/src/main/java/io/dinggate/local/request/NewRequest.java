package io.dinggate.local.request;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a frontend wants to ask the cloud for, one type per kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "message", value = NewMessageRequest.class),
  @JsonSubTypes.Type(name = "user", value = NewUserRequest.class),
  @JsonSubTypes.Type(name = "departments", value = NewDepartmentsRequest.class)
})
sealed interface NewRequest permits NewMessageRequest, NewUserRequest, NewDepartmentsRequest {

  /** How a browser writes an origin (RFC 6454 section 6.1). */
  String ORIGIN = "https?://[a-z0-9.\\-\\[\\]:]{1,261}";

  /** Said of one that is none. */
  String ORIGIN_WORDS = "must be an origin as browsers send it, such as https://app.example.com";

  /** The origin whose pages may post it; null for this site's own. Programs only. */
  @Nullable String origin();
}
