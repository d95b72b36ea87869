package io.dinggate.model.request;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a frontend asks the cloud for, one type per kind. Its site wrote it and signed for exactly
 * these bytes, see {@link RequestToken}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "message", value = MessageRequest.class),
  @JsonSubTypes.Type(name = "user", value = UserRequest.class),
  @JsonSubTypes.Type(name = "departments", value = DepartmentsRequest.class)
})
public sealed interface RequestBody permits MessageRequest, UserRequest, DepartmentsRequest {}
