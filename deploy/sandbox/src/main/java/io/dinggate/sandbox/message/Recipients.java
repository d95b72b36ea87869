package io.dinggate.sandbox.message;

import io.dinggate.sandbox.Limits.Sending;
import io.dinggate.sandbox.directory.Departments;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.state.Directory;
import io.dinggate.sandbox.state.Directory.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whom a call names, and who that is in the corp. */
record Recipients(
    List<String> userIds,
    List<Long> deptIds,
    boolean toAll,
    List<String> receivers,
    List<String> invalid) {

  /**
   * Reads and resolves the lists; refused when they are empty, too long, or out of the app's
   * visible range.
   */
  static Recipients of(
      Call call, Caller caller, Sending limits, Directory directory, Departments departments) {
    List<String> userIds = list(call, "userid_list");
    List<Long> deptIds = deptIds(call);
    boolean toAll = call.field("to_all_user").map(Boolean::parseBoolean).orElse(false);
    if (toAll && !caller.isInternalApp()) {
      throw OldError.of(41028, "禁止给全员发送消息");
    }
    if (userIds.isEmpty() && deptIds.isEmpty() && !toAll) {
      throw OldError.of(40035, "不合法的参数: userid_list, dept_id_list");
    }
    if (userIds.size() > limits.usersPerCall()) {
      throw OldError.of(40031, "不合法的UserID列表");
    }
    if (deptIds.size() > limits.departmentsPerCall()) {
      throw OldError.of(40009, "不合法的部门id列表");
    }
    Set<String> receivers = new LinkedHashSet<>();
    List<String> invalid = new ArrayList<>();
    userIds.forEach(
        userId -> (isReceiver(caller, directory, userId) ? receivers : invalid).add(userId));
    Set<Long> expanded = expanded(caller, departments, deptIds);
    visibleMembers(caller, directory)
        .filter(
            member ->
                toAll || member.membership().departments().stream().anyMatch(expanded::contains))
        .forEach(member -> receivers.add(member.membership().userId()));
    if (receivers.size() > limits.peoplePerCall()) {
      throw OldError.of(41029, "超过消息接收者人数上限");
    }
    return new Recipients(userIds, deptIds, toAll, List.copyOf(receivers), List.copyOf(invalid));
  }

  private static boolean isReceiver(Caller caller, Directory directory, String userId) {
    Optional<Member> member = directory.member(caller.corpId(), userId);
    if (member.filter(known -> !known.isVisibleTo(caller.app())).isPresent()) {
      throw OldError.of(50002, "企业员工不在授权范围");
    }
    return member.filter(known -> !known.membership().external()).isPresent();
  }

  private static Stream<Member> visibleMembers(Caller caller, Directory directory) {
    return directory
        .members(caller.corpId())
        .filter(member -> !member.membership().external() && member.isVisibleTo(caller.app()));
  }

  private static Set<Long> expanded(Caller caller, Departments departments, List<Long> deptIds) {
    Set<Long> expanded = new LinkedHashSet<>();
    for (long deptId : deptIds) {
      departments.visible(caller, deptId);
      expanded.addAll(departments.withDescendants(caller, deptId));
    }
    return expanded;
  }

  private static List<Long> deptIds(Call call) {
    try {
      return list(call, "dept_id_list").stream().map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      throw OldError.of(40009, "不合法的部门id列表");
    }
  }

  private static List<String> list(Call call, String name) {
    return call.field(name).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
