package io.dinggate.local.platform;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a method. Everybody else is refused before anything of the request is read, so that
 * a stranger's rubbish is answered {@code unauthenticated} and not with what a good body looks
 * like. Who it is that calls, the method asks {@link CurrentCaller}.
 */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE}) // the latter for its filter
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenTo {

  /** Which signed-in people. */
  People people() default People.NOBODY;

  /**
   * Programs whose token has one of these scopes of {@link Scopes}; none when empty. Of several,
   * which one a request needs is the method's to say, by {@link CurrentCaller#requireScope}.
   */
  String[] scope() default {};

  /** Signed-in people. */
  enum People {
    /** A program's business only. */
    NOBODY,
    /** Those whom the clients file names. */
    OPERATORS,
    /** Whoever is signed in; what belongs to others is the method's to refuse. */
    EVERYBODY
  }
}
