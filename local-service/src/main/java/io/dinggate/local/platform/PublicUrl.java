package io.dinggate.local.platform;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where browsers find this service: the only source of our own address; Host is never asked. */
@Singleton
public final class PublicUrl {

  private final URI url;
  private final String origin;

  PublicUrl(SiteConfig config) {
    this.url = config.publicUrl();
    this.origin = originOf(url);
  }

  /** Our URL for an absolute path. */
  public URI at(String path) {
    return URI.create(url + path);
  }

  /** Our address itself, as it was configured; also the issuer of our tokens. */
  public URI url() {
    return url;
  }

  /** What browsers send as {@code Origin} from our pages. */
  public String origin() {
    return origin;
  }

  /** Whether a page of ours sent this {@code Origin} header (RFC 6454 section 7). */
  public boolean isOwnOrigin(@Nullable String originHeader) {
    return origin.equals(originHeader);
  }

  /** As browsers write it: lower case, without the port that the scheme implies. */
  private static String originOf(URI url) {
    var scheme = url.getScheme().toLowerCase(Locale.ROOT);
    var implied = scheme.equals("https") ? 443 : 80;
    var port = url.getPort() == -1 || url.getPort() == implied ? "" : ":" + url.getPort();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port;
  }
}
