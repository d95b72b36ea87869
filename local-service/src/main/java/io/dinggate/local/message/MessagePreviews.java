package io.dinggate.local.message;

import io.dinggate.local.message.PreviewView.Forecast;
import io.dinggate.local.message.PreviewView.Outlook;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of a message: what the site knows by itself, and of everybody else what
 * the cloud expects. While the cloud is away the rest is unchecked. Nothing is stored or sent.
 */
@ApplicationScoped
class MessagePreviews {

  private final MessageDrafts drafts;
  private final CloudMailbox cloud;

  MessagePreviews(MessageDrafts drafts, CloudMailbox cloud) {
    this.drafts = drafts;
    this.cloud = cloud;
  }

  /** Of what {@code MessageIntake.take} would take; throws what that would. */
  PreviewView of(Caller caller, PutMessage request) {
    var deliveries = drafts.deliveries(caller, request.recipients());
    return new Foresight(ask(request, deliveries)).of(deliveries);
  }

  private @Nullable MessagePreview ask(PutMessage request, List<Delivery> deliveries) {
    var asked = new ArrayList<UserRef>();
    var departments = new ArrayList<DepartmentRef>();
    for (var delivery : deliveries) {
      var user = delivery.forTheCloud() ? delivery.user() : null;
      var department = delivery.department();
      if (user != null) {
        asked.add(user);
      } else if (department != null) {
        departments.add(department);
      }
    }
    if (asked.isEmpty() && departments.isEmpty()) {
      return null;
    }
    try {
      return cloud.preview(
          new SendMessage(asked, departments, request.content(), request.app(), request.options()));
    } catch (ApiException e) {
      if (e.code() == ErrorCode.CLOUD_UNAVAILABLE || e.code() == ErrorCode.OVERLOADED) {
        return null;
      }
      throw e;
    }
  }

  private static Set<UserRef> named(List<Delivery> deliveries) {
    var named = new HashSet<UserRef>();
    for (var delivery : deliveries) {
      var user = delivery.user();
      if (user != null && delivery.forTheCloud()) {
        named.add(user);
      }
    }
    return named;
  }

  /** What is known by now. */
  private static final class Foresight {

    private final List<MessagePreview.Task> tasks;
    private final Map<UserRef, MessagePreview.Forecast> told = new LinkedHashMap<>();

    Foresight(@Nullable MessagePreview preview) {
      this.tasks = preview == null ? List.of() : preview.tasks();
      if (preview != null) {
        preview.recipients().forEach(forecast -> told.putIfAbsent(forecast.user(), forecast));
      }
    }

    PreviewView of(List<Delivery> deliveries) {
      var forecasts = new ArrayList<Forecast>();
      deliveries.forEach(delivery -> forecasts.add(forecast(delivery)));
      var named = named(deliveries);
      told.values().stream()
          .filter(forecast -> !named.contains(forecast.user()))
          .forEach(forecast -> forecasts.add(byDepartment(forecasts.size(), forecast)));
      return new PreviewView(
          tasks.stream()
              .map(task -> new PreviewView.Task(task.corp(), task.app(), task.people()))
              .toList(),
          forecasts);
    }

    private Forecast forecast(Delivery delivery) {
      var user = delivery.user();
      if (user != null) {
        return forecast(delivery, user);
      }
      if (!delivery.isDepartment()) {
        return Forecast.of(delivery, Outlook.UNKNOWN_RECIPIENT, delivery.detail());
      }
      var hasPeople =
          told.values().stream()
              .anyMatch(forecast -> Objects.equals(forecast.department(), delivery.department()));
      return Forecast.of(delivery, hasPeople ? Outlook.REACHABLE : Outlook.UNCHECKED, null);
    }

    private Forecast forecast(Delivery delivery, UserRef user) {
      if (!delivery.forTheCloud()) {
        return Forecast.of(delivery, Outlook.UNKNOWN_USER, delivery.detail());
      }
      var forecast = told.get(user);
      return forecast == null
          ? Forecast.of(delivery, Outlook.UNCHECKED, null)
          : Forecast.of(delivery, Outlook.of(forecast.outlook()), forecast.detail());
    }

    private static Forecast byDepartment(int position, MessagePreview.Forecast forecast) {
      var department = forecast.department();
      return new Forecast(
          position,
          forecast.user().corp(),
          forecast.user().userId(),
          null,
          null,
          department == null ? null : department.departmentId(),
          Outlook.of(forecast.outlook()),
          forecast.detail());
    }
  }
}
