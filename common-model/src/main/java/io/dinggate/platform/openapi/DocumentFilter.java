package io.dinggate.platform.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Completes the document that was scanned, while the service is built. The scan must name
 * operations by package, class and method.
 */
public abstract class DocumentFilter implements OASFilter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Guard guard;
  private final List<String> fragments;

  /**
   * For the document of one service.
   *
   * @param guard who may call what
   * @param fragments absolute names of resources beside the service's classes, see {@link
   *     ApiDocument}
   */
  protected DocumentFilter(Guard guard, List<String> fragments) {
    this.guard = guard;
    this.fragments = List.copyOf(fragments);
  }

  @Override
  public void filterOpenAPI(OpenAPI scanned) {
    try {
      var document = (ObjectNode) JSON.readTree(blank().withInitialModel(scanned).build().toJSON());
      ApiDocument.complete(document, getClass(), fragments, guard);
      var bytes = JSON.writeValueAsBytes(document);
      var completed = blank().withCustomStaticFile(() -> stream(bytes)).build().model();
      scanned.setInfo(completed.getInfo());
      scanned.setTags(completed.getTags());
      scanned.setPaths(completed.getPaths());
      scanned.setComponents(completed.getComponents());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the OpenAPI document cannot be completed", e);
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static SmallRyeOpenAPI.Builder blank() {
    return SmallRyeOpenAPI.builder()
        .enableModelReader(false)
        .enableStandardStaticFiles(false)
        .enableStandardFilter(false)
        .enableAnnotationScan(false);
  }
}
