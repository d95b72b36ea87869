package io.dinggate.model;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * A department of a corp, with everybody in it and below it.
 *
 * @param corp the organisation
 * @param departmentId the department inside it; 1 is the whole corp
 */
public record DepartmentRef(@NotNull CorpId corp, @Min(1) long departmentId) {

  @Override
  public String toString() {
    return corp + "/" + departmentId;
  }
}
