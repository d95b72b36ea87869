package io.dinggate.model.request;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.problem.Problem;
import java.util.List;

/** What came of a request, one type per kind of {@link RequestBody}, and one for a refusal. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    defaultImpl = RequestResult.Unrecognized.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "message", value = RequestResult.MessageTaken.class),
  @JsonSubTypes.Type(name = "user", value = RequestResult.UserFound.class),
  @JsonSubTypes.Type(name = "departments", value = RequestResult.DepartmentsFound.class),
  @JsonSubTypes.Type(name = "refused", value = RequestResult.Refused.class)
})
public sealed interface RequestResult {

  /**
   * The message was taken in.
   *
   * @param status where it stood when this was said; later changes come by themselves
   */
  record MessageTaken(MessageStatus status) implements RequestResult {}

  /**
   * DingTalk knows the user.
   *
   * @param user as DingTalk says
   */
  record UserFound(DirectoryUser user) implements RequestResult {}

  /**
   * DingTalk knows the department.
   *
   * @param departments those right below it, in DingTalk's order
   */
  record DepartmentsFound(List<DirectoryDepartment> departments) implements RequestResult {

    public DepartmentsFound {
      departments = List.copyOf(departments);
    }
  }

  /**
   * It was not done, and will not be.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements RequestResult {}

  /** A result of a kind from a newer version. */
  record Unrecognized() implements RequestResult {}
}
