package io.dinggate.local.message;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.problem.ProblemResponse;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Pictures, recordings and files for messages. */
@Path("/api/v1/media")
@RunOnVirtualThread
class MediaResource {

  private final CurrentCaller caller;
  private final MediaHandover handover;

  MediaResource(CurrentCaller caller, MediaHandover handover) {
    this.caller = caller;
    this.handover = handover;
  }

  /**
   * Hands a file on to DingTalk, and answers the id by which messages name it.
   *
   * @param file with its name
   * @param kind {@code image}, {@code voice} or {@code file}
   * @param corp to whose people it will be sent
   * @param app the app to send by; the corp's default message app when absent
   */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public UploadedMedia upload(
      @RestForm("file") @Nullable FileUpload file,
      @RestForm("kind") @Nullable String kind,
      @RestForm("corp") @Nullable String corp,
      @RestForm("app") @Nullable String app) {
    if (file == null) {
      throw ApiException.invalid("file", "must be a file");
    }
    return handover.upload(
        caller.require(),
        parse("corp", corp, CorpId::new),
        app == null ? null : parse("app", app, AppId::new),
        parse("kind", kind, MediaKind::fromString),
        file.fileName(),
        file.uploadedFile());
  }

  /** A form that cannot be read to its end, or at all, is its sender's. */
  @ServerExceptionMapper({IOException.class, MalformedMessageException.class})
  public Response broken(Exception failure) {
    Log.infof("a form with a file could not be read: %s", failure.getMessage());
    return ProblemResponse.of(ApiException.invalid("body", "must be a form that is whole"));
  }

  private static <T> T parse(String part, @Nullable String text, Function<String, T> reader) {
    try {
      return reader.apply(text == null ? "" : text);
    } catch (InvalidValueException e) {
      throw ApiException.invalid(part, String.valueOf(e.getMessage()));
    }
  }
}
