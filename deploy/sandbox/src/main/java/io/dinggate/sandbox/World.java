package io.dinggate.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fixed world that the sandbox plays: apps, corps, people, and the sites of the demo.
 * Immutable; what happens at run time is kept by the sandbox and never written back. Look-ups by id
 * throw {@link NoSuchElementException} for an id that the world does not have. {@code toString} of
 * records with secrets shows only the id.
 *
 * @param suites third-party apps, each installed by any number of corps
 * @param internalApps apps of one corp
 * @param corps organisations
 * @param people who can sign in at DingTalk
 * @param sites installations of the local-service; the sandbox ignores them, demo and tests read
 *     them
 */
public record World(
    List<Suite> suites,
    List<InternalApp> internalApps,
    List<Corp> corps,
    List<Person> people,
    List<Site> sites) {

  public World {
    suites = listOf(suites);
    internalApps = listOf(internalApps);
    corps = listOf(corps);
    people = listOf(people);
    sites = listOf(sites);
  }

  /** The demo world, {@code deploy/sandbox/world.json}, from the class path. */
  public static World load() {
    try (InputStream json = World.class.getResourceAsStream("world.json")) {
      if (json == null) {
        throw new IllegalStateException("world.json is missing beside World on the class path");
      }
      return parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException("world.json of the class path cannot be read", e);
    }
  }

  /** A world from a file; an unknown or malformed field is refused. */
  public static World read(Path file) {
    try (InputStream json = Files.newInputStream(file)) {
      return parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException("The world file " + file + " cannot be read", e);
    }
  }

  public App app(String appId) {
    return find(apps().toList(), App::appId, appId, "app");
  }

  public Suite suite(String appId) {
    return find(suites, Suite::appId, appId, "suite");
  }

  public InternalApp internalApp(String appId) {
    return find(internalApps, InternalApp::appId, appId, "internal app");
  }

  public Corp corp(String corpId) {
    return find(corps, Corp::corpId, corpId, "corp");
  }

  public Person person(String id) {
    return find(people, Person::id, id, "person");
  }

  public Site site(String id) {
    return find(sites, Site::id, id, "site");
  }

  /** Suites and internal apps together. */
  public Stream<App> apps() {
    return Stream.concat(suites.stream(), internalApps.stream());
  }

  private static World parse(InputStream json) throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build()
        .readValue(json, World.class);
  }

  private static <T> T find(List<T> all, Function<T, String> key, String id, String kind) {
    return all.stream()
        .filter(candidate -> key.apply(candidate).equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("The world has no " + kind + " " + id));
  }

  private static <T> List<T> listOf(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** What suites and internal apps have in common. */
  public sealed interface App permits Suite, InternalApp {
    /** Our name of the app. */
    String appId();

    /** Client id: SuiteKey or AppKey; also the owner key of its events. */
    String key();

    /** Client secret: SuiteSecret or AppSecret. */
    String secret();

    /** Signs the events pushed to the app. */
    String token();

    /** 43 characters; encrypts the events pushed to the app. */
    String encodingAesKey();

    /** The enterprise that owns the app; decides which unionId of a person the app sees. */
    String developer();

    /** Registered return addresses of the login page, compared exactly. */
    List<URI> redirectUris();

    /** Where the app's events are pushed to. */
    URI callbackUrl();
  }

  /**
   * A third-party app. {@code microAppId} is DingTalk's numeric appId; {@code suiteTicket} is the
   * one in force at the start.
   */
  public record Suite(
      String appId,
      String name,
      String suiteKey,
      String suiteSecret,
      String token,
      String encodingAesKey,
      String suiteId,
      long microAppId,
      String developer,
      String suiteTicket,
      List<Template> templates,
      List<URI> redirectUris,
      URI callbackUrl)
      implements App {

    public Suite {
      templates = listOf(templates);
      redirectUris = listOf(redirectUris);
    }

    @Override
    public String key() {
      return suiteKey;
    }

    @Override
    public String secret() {
      return suiteSecret;
    }

    @Override
    public String toString() {
      return "Suite[" + appId + "]";
    }
  }

  /** A message template of a suite with the names of its variables. */
  public record Template(String templateId, List<String> variables) {
    public Template {
      variables = listOf(variables);
    }
  }

  /** An app of one corp, which is also its developer. */
  public record InternalApp(
      String appId,
      String name,
      String appKey,
      String appSecret,
      long agentId,
      String corpId,
      String token,
      String encodingAesKey,
      List<URI> redirectUris,
      URI callbackUrl)
      implements App {

    public InternalApp {
      redirectUris = listOf(redirectUris);
    }

    @Override
    public String key() {
      return appKey;
    }

    @Override
    public String secret() {
      return appSecret;
    }

    @Override
    public String developer() {
      return corpId;
    }

    @Override
    public String toString() {
      return "InternalApp[" + appId + "]";
    }
  }

  /**
   * An organisation; {@code agents} has the AgentId per suite (by app id) that the corp has
   * installed at the start.
   */
  public record Corp(
      String corpId,
      String name,
      String englishName,
      Map<String, Long> agents,
      List<Department> departments) {
    public Corp {
      agents = agents == null ? Map.of() : Map.copyOf(agents);
      departments = listOf(departments);
    }
  }

  /**
   * A department; the root is 1 and has no parent. {@code hiddenFrom} names the apps whose visible
   * range excludes it.
   */
  public record Department(
      long deptId, String name, @Nullable Long parentId, List<String> hiddenFrom) {
    public Department {
      hiddenFrom = listOf(hiddenFrom);
    }
  }

  /**
   * Somebody with a DingTalk account.
   *
   * @param id name within this world; element ids of the consent page carry it
   * @param unionIds unionId by developer enterprise
   * @param openIds openId by app id
   */
  public record Person(
      String id,
      String name,
      String nick,
      String mobile,
      String email,
      Map<String, String> unionIds,
      Map<String, String> openIds,
      List<Membership> memberships) {
    public Person {
      unionIds = unionIds == null ? Map.of() : Map.copyOf(unionIds);
      openIds = openIds == null ? Map.of() : Map.copyOf(openIds);
      memberships = listOf(memberships);
    }

    /** The same person in other corps. */
    public Person withMemberships(List<Membership> changed) {
      return new Person(id, name, nick, mobile, email, unionIds, openIds, changed);
    }

    @Override
    public String toString() {
      return "Person[" + id + "]";
    }
  }

  /**
   * A person in a corp.
   *
   * @param external an external contact instead of an employee
   * @param left can still pick the corp on the consent page, but is no longer in its directory
   * @param hiddenFrom app ids whose visible range excludes the person
   */
  public record Membership(
      String corpId,
      String userId,
      String title,
      String jobNumber,
      List<Long> departments,
      boolean admin,
      boolean external,
      boolean left,
      List<String> hiddenFrom) {
    public Membership {
      departments = listOf(departments);
      hiddenFrom = listOf(hiddenFrom);
    }

    /** The same after the person left the corp. */
    public Membership asLeft() {
      return new Membership(
          corpId, userId, title, jobNumber, departments, admin, external, true, hiddenFrom);
    }
  }

  /** An installation of the local-service; {@code loginApp} is for a login that names no corp. */
  public record Site(
      String id,
      String clientId,
      String clientSecret,
      List<SiteCorp> corps,
      String loginApp,
      List<Operator> operators,
      List<ApiClient> apiClients) {
    public Site {
      corps = listOf(corps);
      operators = listOf(operators);
      apiClients = listOf(apiClients);
    }

    @Override
    public String toString() {
      return "Site[" + id + "]";
    }
  }

  /** A corp that a site may use, with the site's default apps for it. */
  public record SiteCorp(String corpId, String loginApp, String messageApp) {}

  /** A user who operates a site. */
  public record Operator(String corpId, String userId) {}

  /** A program at a site that calls the local-service. */
  public record ApiClient(String id, String secret, List<String> scopes) {
    public ApiClient {
      scopes = listOf(scopes);
    }

    @Override
    public String toString() {
      return "ApiClient[" + id + "]";
    }
  }
}
