package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls may go; names are resolved by the test, addresses as the system does. */
class AddressGuardTest {

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // url, internal, where to, or why not
        "https://public.test/hook, -, 93.184.215.14",
        "https://PUBLIC.test.:8443/hook, -, 93.184.215.14",
        "https://93.184.215.14/hook, -, 93.184.215.14",
        "https://[2606:4700::1111]/hook, -, 2606:4700:0:0:0:0:0:1111",
        "http://public.test/hook, -, https-needed",
        "https://nobody.test/hook, -, unknown-host",
        // this machine, and what stands beside it
        "https://localhost/hook, -, address-refused",
        "https://127.0.0.1/hook, -, address-refused",
        "https://2130706433/hook, -, address-refused",
        "https://0/hook, -, address-refused",
        "https://[::1]/hook, -, address-refused",
        "https://[::ffff:127.0.0.1]/hook, -, address-refused",
        "https://[0:0:0:0:0:ffff:7f00:1]/hook, -, address-refused",
        "https://10.0.0.1/hook, -, address-refused",
        "https://[fd00::1]/hook, -, address-refused",
        "https://[fe80::1]/hook, -, address-refused",
        "https://100.64.0.1/hook, -, address-refused",
        "http://169.254.169.254/latest/meta-data, -, address-refused",
        "https://metadata.test/computeMetadata, -, address-refused",
        "https://224.0.0.1/hook, -, address-refused",
        // names that lead inside
        "https://private.test/hook, -, address-refused",
        "https://half-private.test/hook, -, address-refused",
        "https://six.test/hook, -, address-refused",
        // what the operator allows
        "http://localhost/hook, localhost, 127.0.0.1",
        "http://LOCALHOST/hook, localhost, 127.0.0.1",
        "http://127.0.0.1/hook, 127.0.0.0/8, 127.0.0.1",
        "http://127.0.0.1/hook, localhost, address-refused",
        "http://private.test/hook, private.test, 10.1.2.3",
        "http://private.test/hook, 10.1.0.0/16, 10.1.2.3",
        "https://private.test/hook, 10.1.2.3, 10.1.2.3",
        "http://private.test/hook, 10.2.0.0/16, address-refused",
        "http://private.test/hook, test, address-refused",
        "https://half-private.test/hook, 10.1.0.0/16, address-refused",
        "http://public.test/hook, 93.184.215.14, https-needed",
        "http://93.184.215.14/hook, 93.184.215.14, 93.184.215.14",
        "http://six.test/hook, fd00::/8, fd12:0:0:0:0:0:0:1",
        "http://nobody.test/hook, nobody.test, unknown-host",
      })
  void callGoesToAnAddressThatWasLookedAtOrNowhere(String url, String internal, String way) {
    assertThat(way(guard(internal, false), url)).isEqualTo(way);
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://public.test/hook, -, proxy",
        "https://nobody.test/hook, -, proxy",
        "http://nobody.test/hook, -, https-needed",
        "https://private.test/hook, -, address-refused",
        "https://127.0.0.1/hook, -, address-refused",
        "http://private.test/hook, private.test, 10.1.2.3",
        "http://nobody.test/hook, nobody.test, unknown-host",
      })
  void proxyIsAskedForWhatIsNotInternal(String url, String internal, String way) {
    assertThat(way(guard(internal, true), url)).isEqualTo(way);
  }

  @Test
  void refusalMayPass() {
    var failure =
        catchThrowableOfType(
            DeliveryFailedException.class,
            () -> guard(null, false).way(URI.create("https://private.test/")));

    assertThat(failure.isForGood()).isFalse();
    assertThat(failure.retryAfter()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.test", "a b", "", "a.test/24/", "10.0.0.0/99", "*.test"})
  void listOfWhatIsAllowedIsReadToTheLetter(String entry) {
    assertThatThrownBy(() -> InternalHosts.parse(List.of("good.test", entry)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void spacesInTheListDoNotCount() {
    assertThat(InternalHosts.parse(List.of(" a.test ", " 10.0.0.0/8")).containName("a.test"))
        .isTrue();
  }

  private AddressGuard guard(String internal, boolean proxy) {
    var hosts = InternalHosts.parse(internal == null ? List.of() : List.of(internal));
    return new AddressGuard(hosts, proxy, this::resolve);
  }

  private static String way(AddressGuard guard, String url) {
    try {
      var address = guard.way(URI.create(url)).address();
      return address == null ? "proxy" : address.getHostAddress();
    } catch (DeliveryFailedException e) {
      return e.reason();
    }
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.add(host);
    return switch (host.toLowerCase(Locale.ROOT)) {
      case "public.test" -> addresses("93.184.215.14", "2606:4700::1111");
      case "private.test" -> addresses("10.1.2.3");
      case "half-private.test" -> addresses("93.184.215.14", "10.1.2.3");
      case "six.test" -> addresses("fd12::1");
      case "metadata.test" -> addresses("169.254.169.254");
      case "localhost" -> addresses("127.0.0.1");
      case "nobody.test" -> throw new UnknownHostException(host);
      default -> AddressGuard.Resolver.SYSTEM.resolve(host);
    };
  }

  private static List<InetAddress> addresses(String... literals) {
    var addresses = new ArrayList<InetAddress>();
    for (var literal : literals) {
      addresses.add(InetAddress.ofLiteral(literal));
    }
    return addresses;
  }
}
