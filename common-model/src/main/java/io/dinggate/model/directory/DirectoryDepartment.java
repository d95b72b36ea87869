package io.dinggate.model.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.CorpId;
import org.jspecify.annotations.Nullable;

/**
 * A department as the app may see it.
 *
 * @param corp the organisation
 * @param departmentId the department inside it; 1 is the whole corp
 * @param name as the corp calls it
 * @param parentId the department right above it; null when DingTalk names none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectoryDepartment(
    CorpId corp, long departmentId, String name, @Nullable Long parentId) {

  @Override
  public String toString() {
    return "DirectoryDepartment[" + corp + "/" + departmentId + "]";
  }
}
